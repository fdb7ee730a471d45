"""The pages of `docs/reference/packs` and the table of provisions, made from the packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdpoint.law import Cite, Provision, Rule, Window, conditions, load_rulebook, provisions
from holdpoint.screening import Ground, grounds

_VERIFIED = {
    "read": "the legal text was read",
    "official": "an official list or guidance was read",
    "secondary": "only a summary was read: it may not block",
    "not_verified": "not verified: it may not block",
}
_OWN = {
    "secondary": "the firm's own choice",
    "not_verified": "the firm's own choice",
}
_SHOWN = 10
"""Longer lists of countries are those of the Union."""
_STATES = {
    "in_force": "in force",
    "stayed": "stayed",
    "in_force_unless_extended": "in force unless the stay was extended",
}


def pack_pages(titles: Mapping[str, str]) -> dict[str, str]:
    """A page a pack, by the name of its file below `docs/reference`."""
    rules = load_rulebook().rules
    return {
        f"packs/{pack}.md": "\n".join(_page(title, [r for r in rules if r.pack == pack]))
        for pack, title in titles.items()
    }


def _page(title: str, rules: list[Rule]) -> Iterator[str]:
    count = f"{len(rules)} rules" if len(rules) != 1 else "One rule"
    yield f"# {title}"
    yield ""
    yield f"{count}, made from the pack by `make docs`. Facts for engineering, not legal advice. Days are the first and the"
    yield "last day, both inclusive. All rules in one table: [rules.md](../rules.md)."
    for rule in rules:
        yield ""
        yield from _rule(rule)
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.title}"
    yield ""
    yield f"`{rule.id}` · {rule.authority} · **{rule.outcome}**" + (
        f" (written as {rule.declared}. {rule.downgraded})" if rule.downgraded else ""
    )
    yield ""
    yield f"- Stands in: {_linked(rule.cite)}"
    yield f"- How sure: {_sure(rule)}"
    if rule.cite.note:
        yield f"- Mind: {rule.cite.note.strip()}"
    for window in rule.windows:
        yield f"- {_window(window)}"
    yield f"- Says: {rule.because}"
    yield f"- Clears if: {rule.clears_if}"
    if rule.banner:
        yield f"- Shown with it: {rule.banner}"
    for excuse in rule.unless:
        yield f"- An exception stands in: {_linked(excuse.cite)} ({excuse.cite.basis})"
    yield ""
    yield "```text"
    yield conditions(rule)
    yield "```"
    yield ""
    yield "| example | day | comes to |"
    yield "|---|---|---|"
    for example in rule.examples:
        yield f"| {example.name} | {example.as_of} | {example.expect} |"


def _linked(cite: Cite) -> str:
    text = cite.title + (f", {cite.locator}" if cite.locator else "")
    return f"[{text}]({cite.url})" if cite.url else text


def _sure(rule: Rule) -> str:
    words = _OWN if rule.kind == "policy" else _VERIFIED
    told = words.get(rule.cite.basis, _VERIFIED[rule.cite.basis])
    return told + (f" (text of {rule.cite.read})" if rule.cite.read else "")


def _window(window: Window) -> str:
    state = _STATES[window.state].capitalize()
    start = window.start or "a day that is not verified"
    until = f" until {window.until}" if window.until else ""
    banner = f". {window.banner}" if window.banner else ""
    return f"{state} from {start}{until}{banner}"


def coverage_page() -> str:
    """Every provision that was looked at, the rules that speak for it, and what data cannot decide."""
    rows = provisions()
    without = [one for one in rows if not one.rules]
    packs = {rule.id: rule.pack for rule in load_rulebook().rules}
    lines = [
        "# Which provisions the packs cover",
        "",
        f"Made by `make docs` from `src/holdpoint/law/coverage.csv`: {len(rows)} provisions, {len(rows) - len(without)} with rules. The other",
        f"{len(without)} lay a duty on the firm or need facts that no order holds; the last column says which.",
        "",
        "| provision | authority | stands in | rules | what is asked, left out or not known |",
        "|---|---|---|---|---|",
        *(_provision(one, packs) for one in rows),
    ]
    return "\n".join(lines) + "\n"


def _provision(one: Provision, packs: Mapping[str, str]) -> str:
    rules = ", ".join(f"[`{name}`](packs/{packs[name]}.md)" for name in one.rules) or "none"
    return f"| `{one.provision}` | {one.authority} | {one.citation} | {rules} | {one.says} |"


def grounds_page() -> str:
    """Every way in which a law comes to bind an order."""
    lines = [
        "# How a law comes to bind an order",
        "",
        "Made by `make docs` from `src/holdpoint/screening/jurisdictions.csv`. Days are the first and the last day, both inclusive.",
        "*May* leaves it open and applies nothing. What follows: [guide/jurisdictions.md](../guide/jurisdictions.md).",
        "",
        "| law | brings in | binds | where | values | days | stands in | basis | mind |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_ground(one) for one in grounds()),
    ]
    return "\n".join(lines) + "\n"


def _ground(one: Ground) -> str:
    cite = one.cite
    title = cite["title"] + (f", {cite['locator']}" if cite["locator"] else "")
    days = f"{one.start or '…'} to {one.until or '…'}" if one.start or one.until else ""
    reach = "all its rules" if one.reach == one.regime else f"rules of {one.reach}"
    cells = (
        one.regime,
        reach,
        "yes" if one.applies else "may",
        one.test.replace("_", " "),
        " ".join(one.values) if len(one.values) < _SHOWN else "member states of the Union",
        days,
        f"[{title}]({cite['url']})",
        cite["basis"],
        cite["note"],
    )
    return "| " + " | ".join(cells) + " |"
