"""Answers about goods in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_BUILD_HS = (
    "Texts of the nomenclature come with a built snapshot: "
    "holdpoint data build -s harmonized_system.csv --out snap."
)
_BUILD_CCL = (
    "The Commerce Control List and the Country Chart come with a built snapshot: "
    "holdpoint data build -s ccl.json -s country_chart.json -s country_groups.json --out snap."
)
_WORDS = {True: "yes", False: "no", None: "unknown"}
_STYLES = {True: "red", False: "green", None: "yellow"}
_SURE = 0.99
_SHOWN_FROM = 0.01
_OUTCOME_STYLES = {"block": "red", "hold": "yellow", "release": "green"}


def show_code(answer: Mapping[str, Any], screen: Console) -> None:
    """An HS code: what it is, the lists it is on, what follows for the destination."""
    from rich.text import Text

    from holdpoint.text import hs_dotted

    screen.print(Text(f"HS {hs_dotted(answer['hs_code'])}", style="bold"))
    for line in answer["explained"]:
        text = line["text"] or "(no text in this snapshot)"
        screen.print(Text(f"  {line['level']:<10} {line['code']:<7} ") + console.visible(text))
    if not any(line["text"] for line in answer["explained"]):
        console.note(_BUILD_HS)
    screen.print()
    _lists(answer["goods_lists"], screen, answer["as_of"])
    _findings(answer, screen)


def show_description(answer: Mapping[str, Any], screen: Console, *, nomenclature: bool) -> None:
    """A description: categories, codes, the words that decided."""
    screen.print(_bold(console.visible(answer["text"])))
    if answer["cut"]:
        screen.print("(The description is longer: what follows was not read.)")
    _categories(answer["categories"], screen)
    _candidates(answer["hs6"], screen, texts=nomenclature)
    if answer["listed"] is None:
        screen.print(
            "\nThese words name no goods that are known here: whether they are listed is unknown."
        )
    else:
        screen.print(
            f"\nOn the common high-priority list or EAR Part 746 Supplement 7, by its words: "
            f"{_chance(answer['listed'])} (a probability, no classification)."
        )
    _nearest(answer["nearest_eccn"], screen)
    if not nomenclature:
        console.note(_BUILD_HS)
    _findings(answer, screen)


def _categories(rows: Sequence[Mapping[str, Any]], screen: Console) -> None:
    """Categories that are worth a line; all of them stand in the JSON."""
    shown = [row for row in rows if row["probability"] >= _SHOWN_FROM]
    if not shown:
        return
    table = _table("probability", "category", "codes", "lists", "words that decided")
    for row in shown:
        lists = sorted({_touched(line) for line in row["lists"]})
        table.add_row(
            _chance(row["probability"]),
            row["title"],
            ", ".join(row["hs6"]),
            ", ".join(lists) or "none",
            _words(row["words"]),
        )
    screen.print(table)


def _candidates(rows: Sequence[Mapping[str, Any]], screen: Console, *, texts: bool) -> None:
    """Codes that are worth a line; with the nomenclature's words where there are any."""
    from holdpoint.text import hs_dotted

    shown = [row for row in rows if row["probability"] >= _SHOWN_FROM]
    if not shown:
        return
    screen.print()
    heads = ("probability", "HS code", *(["text"] if texts else ()), "words that decided")
    table = _table(*heads)
    for row in shown:
        words = [console.visible(row["text"] or "")] if texts else []
        table.add_row(
            _chance(row["probability"]), hs_dotted(row["hs6"]), *words, _words(row["words"])
        )
    screen.print(table)


def _nearest(rows: Sequence[Mapping[str, Any]], screen: Console) -> None:
    if not rows:
        return
    screen.print(
        "\nNearest in the words of the Commerce Control List (a search, no classification):"
    )
    table = _table("ECCN", "score", "text", "shared words")
    for row in rows:
        text = console.visible(row["text"])
        table.add_row(row["eccn"], f"{row['score']:.1f}", text, ", ".join(row["words"]))
    screen.print(table)


def show_control(answer: Mapping[str, Any], screen: Console) -> None:
    """An ECCN: its texts, reasons for control, and the licence question for a destination."""
    screen.print(_bold(f"ECCN {answer['eccn']}"))
    for depth, text in enumerate(answer["texts"]):
        screen.print("  " * (depth + 1) + console.visible(text))
    if answer["problem"]:
        screen.print(f"  {answer['problem']}")
    if answer["reasons"]:
        screen.print()
        _reasons(answer["reasons"], screen)
    for name, printed in answer["exceptions"].items():
        screen.print(console.visible(f"Licence exception {name} (as printed): {printed}"))
    for note in answer["notes"]:
        screen.print(console.visible(f"Note: {note}"))
    if answer["goods_lists"]:
        screen.print()
        _lists(answer["goods_lists"], screen, answer["as_of"])
    screen.print()
    _verdict(answer, screen)


def _verdict(answer: Mapping[str, Any], screen: Console) -> None:
    from rich.text import Text

    country = answer["destination"]
    if country is None:
        screen.print("Whether a licence is required depends on the destination: --destination CC.")
    elif not answer["asked"]:
        screen.print(Text(f"Licence for {country}: unknown.", style="bold yellow"))
        console.note(_BUILD_CCL)
        return
    else:
        required = answer["licence_required"]
        text = {
            True: "required by the Commerce Control List with the Country Chart",
            False: "none by the Country Chart",
            None: "unknown: see the reasons that are open",
        }[required]
        columns = [
            row["column"] or row["reason"] for row in answer["reasons"] if row.get("required")
        ]
        by = f" ({', '.join(dict.fromkeys(columns))})" if columns else ""
        screen.print(Text(f"Licence for {country}: {text}{by}.", style=f"bold {_STYLES[required]}"))
        screen.print(
            "The chart does not answer Parts 744 (end use, end users) and 746 (embargoes)."
        )
    if answer["list_date"]:
        chart = f", chart of {answer['chart_date']}" if answer["chart_date"] else ""
        screen.print(f"15 CFR 738.4(a); list of {answer['list_date']}{chart}.")


def _reasons(reasons: Sequence[Mapping[str, Any]], screen: Console) -> None:
    from rich.text import Text

    asked = "required" in reasons[0]
    headings = ("reason", "column", "applies", "X", "licence", "as printed", "why")
    table = _table(*(headings if asked else ("reason", "applies", "as printed", "where")))
    for row in reasons:
        if not asked:
            as_printed = (console.visible(row["printed"]), console.visible(row["where"]))
            table.add_row(row["reason"], _WORDS[row["applies"]], *as_printed)
            continue
        table.add_row(
            row["reason"],
            row["column"] or "none",
            _WORDS[row["applies"]],
            _WORDS[row["marked"]],
            Text(_WORDS[row["required"]], style=_STYLES[row["required"]]),
            console.visible(row["printed"]),
            console.visible(row["why"]),
        )
    screen.print(table)


def _lists(rows: Sequence[Mapping[str, Any]], screen: Console, day: str) -> None:
    if not rows:
        screen.print(f"On none of the goods lists in this snapshot on {day}.")
        return
    table = _table("list", "code", "tier", "fits", f"in force {day}", "description", "source")
    for row in rows:
        table.add_row(
            row["list"],
            row["code"],
            row["tier"] or "",
            _WORDS[row["fits"]],
            f"{_WORDS[row['in_force']]}: {row['in_force_why']}",
            console.visible(row["description"]),
            console.visible(row["source"]),
        )
    screen.print(table)


def _findings(answer: Mapping[str, Any], screen: Console) -> None:
    country = answer["destination"]
    if country is None:
        return
    screen.print()
    if not answer["findings"]:
        screen.print(f"No rule about goods speaks against {country}.")
        return
    screen.print(f"What the rules say of these goods to {country}:")
    for finding in answer["findings"]:
        open_ = ", not settled" if finding["status"] == "unknown" else ""
        head = _styled(finding["outcome"], _OUTCOME_STYLES[finding["outcome"]])
        screen.print(head + f"{open_}  {finding['rule']}: {finding['explanation']}")


def _touched(line: Mapping[str, Any]) -> str:
    return f"{line['list']} ({line['tier']})" if line["tier"] else str(line["list"])


def _chance(probability: float) -> str:
    """A probability of two decimals that is never rounded to certainty."""
    if probability >= _SURE:
        return "> 0.99"
    return f"{probability:.2f}" if probability >= 1 - _SURE else "< 0.01"


def _words(words: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(dict.fromkeys(console.visible(word["text"]) for word in words))


def _table(*headings: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _bold(text: str) -> Any:  # noqa: ANN401 - a rich Text
    return _styled(text, "bold")


def _styled(text: str, style: str) -> Any:  # noqa: ANN401 - a rich Text
    from rich.text import Text

    return Text(text, style=style)
