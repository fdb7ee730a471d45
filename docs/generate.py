"""Write the pages of `docs/reference` that are made from the product itself.

`make docs` writes them; with `--check` nothing is written, and the exit code says whether a page is
out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from _packs import coverage_page, grounds_page, pack_pages

from holdpoint.disclosures import reading_schema_text
from holdpoint.intake import schema_text
from holdpoint.law import Rule, load_rulebook, pack_schema_text
from holdpoint.screening import PublishedFlag, load_policy, published_flags
from holdpoint.sources import described

HERE = Path(__file__).parent
PACKS = {
    "us": "United States",
    "eu": "European Union",
    "uk": "United Kingdom",
    "un": "United Nations",
    "jp": "Japan",
    "ua": "Ukraine",
    "goods": "Goods",
    "red_flags": "Red flags",
    "flags_party": "Red flags: parties",
    "flags_goods": "Red flags: goods",
    "flags_payment": "Red flags: payment",
    "flags_route": "Red flags: the way",
    "questions_party": "Questionnaire: the customer",
    "questions_trade": "Questionnaire: the deal",
    "questions_chips": "Questionnaire: chips and computing",
    "questions_ship": "Questionnaire: the ship",
    "questions_law": "Questionnaire: uses and users that the law names",
    "house": "Default policy",
    "claims": "Accepted claims",
}


def rules_page() -> str:
    """All rules that come with the product, with their dates and how surely they were read."""
    rules = load_rulebook().rules
    lines = [
        "# The rules that come along",
        "",
        "Made from the packs by `make docs`. `holdpoint rules show ID` prints a rule in full, with its",
        "condition, its exceptions and its examples. How to write one: [guide/rules.md](../guide/rules.md).",
        "",
        "*Basis*: `read` and `official` rules may block; what is `secondary` or `not_verified` may only hold until",
        "somebody has read the text. Dates are the first and the last day; `?` means not verified.",
        "",
    ]
    for pack, title in PACKS.items():
        lines += [f"## {title}", "", *_table(r for r in rules if r.pack == pack), ""]
    return "\n".join(lines)


def _table(rules: Iterator[Rule]) -> Iterator[str]:
    yield "| rule | outcome | in force | basis | title | citation |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        cite = rule.cite.title + (f", {rule.cite.locator}" if rule.cite.locator else "")
        linked = f"[{cite}]({rule.cite.url})" if rule.cite.url else cite
        cells = (f"`{rule.id}`", rule.outcome, _dates(rule), rule.cite.basis, rule.title, linked)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _dates(rule: Rule) -> str:
    spans = []
    for window in rule.windows:
        state = "" if window.state == "in_force" else f" ({window.state.replace('_', ' ')})"
        spans.append(f"{window.start or '?'} – {window.until or ''}{state}".replace("–  (", "– ("))
    return "; ".join(spans).strip()


def red_flags_page() -> str:
    """Every published red flag, and what in the program answers it."""
    rules = {rule.id: rule for rule in load_rulebook().rules}
    flags = published_flags()
    seen = sum(any(rules[r].kind != "questionnaire" for r in (*f.rules, *f.law)) for f in flags)
    lines = [
        "# Published red flags, and what answers each",
        "",
        f"Made by `make docs`. {len(flags)} warning signs of authorities, numbered by the project: {seen} are looked for in",
        f"the order, {len(flags) - seen} can only be asked for. An answer goes to `answers.…` of the order. How they add up, and what",
        "the weights mean: [guide/red-flags.md](../guide/red-flags.md). *Basis* is how surely the source was read.",
        "",
        "| no. | published in | basis | looked for by | asked for by | law that decides where it speaks | what an order does not show |",
        "|---|---|---|---|---|---|---|",
        *(_flag_row(flag, rules) for flag in flags),
    ]
    return "\n".join(lines) + "\n"


def _flag_row(flag: PublishedFlag, rules: Mapping[str, Rule]) -> str:
    weights = load_policy().flags
    kinds = {name: rules[name].kind for name in flag.rules}
    found = [
        f"`{name}` ({weights.weight(name)})" if kinds[name] == "flag" else f"`{name}`"
        for name in flag.rules
        if kinds[name] != "questionnaire"
    ]
    asked = [
        f"`{key}` ({weights.weight(name)})"
        for name in flag.rules
        if kinds[name] == "questionnaire"
        for key in rules[name].ask
    ]
    law = [f"`{name}`" for name in flag.law]
    cells = (flag.flag, flag.source, flag.basis, *map(", ".join, (found, asked, law)))
    return "| " + " | ".join((*cells, flag.not_seen)) + " |"


def lists_page() -> str:
    """Every list that is read, in which form, and what of it is not read and why."""
    heads = (
        "list",
        "what, and who publishes it",
        "files",
        "licence stated",
        "measures (how surely known)",
        "fields read",
        "fields ignored, and why",
    )
    lines = [
        "# Lists that are read",
        "",
        "Made by `make docs` from the tables beside the readers (`src/holdpoint/sources/data`). *How surely known*: listings that",
        "are `official` or `read` can block an order; with `not_verified` and `secondary` they can only hold it, because nobody has",
        "read the law behind the list, or the file is somebody else's copy. How lists are built into a snapshot: [guide/lists.md](../guide/lists.md).",
        "",
        "| " + " | ".join(heads) + " |",
        "|" + "---|" * len(heads),
    ]
    for row in described():
        about = f"{row.title}; {row.publisher}"
        cells = (
            f"`{row.source}`" if row.source else "–",
            about,
            f"`{row.format}`: {row.files}",
            row.licence,
            row.measures,
            row.read,
            row.ignored,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check every generated page; 1 when a page is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    stale = 0
    pages = {
        **pack_pages(PACKS),
        "coverage.md": coverage_page(),
        "jurisdictions.md": grounds_page(),
        "lists.md": lists_page(),
        "rules.md": rules_page(),
        "red-flags.md": red_flags_page(),
        "reading.schema.json": reading_schema_text(),
        "rule-pack.schema.json": pack_schema_text(),
        "transaction.schema.json": schema_text(),
    }
    for name, text in pages.items():
        path = HERE / "reference" / name
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        if check:
            sys.stderr.write(f"docs/reference/{name} is out of date: run `make docs`.\n")
            stale = 1
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
