"""Write the pages of `docs/reference` that are made from the product itself.

`make docs` writes them; with `--check` nothing is written, and the exit code says whether a page is
out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from holdpoint.intake import schema_text
from holdpoint.law import Rule, load_rulebook

HERE = Path(__file__).parent
PACKS = {
    "us": "United States",
    "eu": "European Union",
    "uk": "United Kingdom",
    "un": "United Nations",
    "red_flags": "Red flags",
    "house": "Default policy",
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


def main() -> int:
    """Write or check every generated page; 1 when a page is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    stale = 0
    pages = {"rules.md": rules_page(), "transaction.schema.json": schema_text()}
    for name, text in pages.items():
        path = HERE / "reference" / name
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        if check:
            sys.stderr.write(f"docs/reference/{name} is out of date: run `make docs`.\n")
            stale = 1
        else:
            path.write_text(text, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
