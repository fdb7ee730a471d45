"""The questionnaire of an order as Markdown: sheets to send, and one for one's own file.

What is sent says neither which rule wants to know nor what an answer would do: whoever is asked
should answer what is so. That stands on the last sheet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console

if TYPE_CHECKING:
    from holdpoint.model import Transaction
    from holdpoint.screening import Asked, Questionnaire, Reason

SHEETS: Mapping[str, str] = {
    "buyer": "To the buyer",
    "end_user": "To the end user",
    "forwarder": "To the forwarder",
    "carrier": "To the carrier",
    "bank": "To the bank",
    "sales": "For our own sales",
    "engineering": "For our own engineers",
}
"""Heading of the sheet of each who can be asked, in the order of the form."""

_STEERS = re.compile(r"[\\`*_{}\[\]<>#|~]")
_BASES: Mapping[str, str] = {
    "read": "read",
    "official": "official",
    "secondary": "not read in full",
    "not_verified": "not read",
}


def counted(asked: Sequence[Asked]) -> str:
    """How many questions there are, and how many hold the order."""
    if not asked:
        return "nothing to ask"
    held = sum(question.holds for question in asked)
    if len(asked) == 1:
        return f"1 question, which {'holds the order' if held else 'holds nothing up'}"
    some = {0: "none", len(asked): "all"}.get(held, str(held))
    return f"{len(asked)} questions, {some} of which hold{'s' if held == 1 else ''} the order"


def blocked(rules: Sequence[str]) -> str:
    """That law forbids the order whatever is answered."""
    return f"Law forbids this order on what is known ({', '.join(rules)}): no answer lifts that."


def source_of(reason: Reason) -> str:
    """Where it stands that this should be asked, and how surely that was read."""
    return f"{reason.citation} ({_BASES.get(reason.basis, reason.basis)})"


def form_of(order: Transaction, whole: Questionnaire) -> str:
    """The questionnaire of one order.

    Args:
        order: The order.
        whole: Its questions, in the order in which they are to stand.
    """
    return "\n".join(_lines(order, whole)) + "\n"


def _lines(order: Transaction, whole: Questionnaire) -> Iterator[str]:
    asked = whole.questions
    yield f"# Questions about order {_plain(order.id)}"
    if not asked:
        yield from ("", "There is nothing to ask.")
    numbers = {id(question): number for number, question in enumerate(asked, 1)}
    for whom, heading in SHEETS.items():
        sheet = [question for question in asked if question.whom == whom]
        if sheet:
            yield from ("", f"## {heading}", "", f"Order {_plain(order.id)}, {_goods(order)}.", "")
            for question in sheet:
                yield from _asked(numbers[id(question)], question)
            yield "Name, date, signature: ______________________________"
    if asked:
        yield from _own(whole)


def _goods(order: Transaction) -> str:
    named = [item.description for item in order.items or () if item.description]
    more = f" and {len(named) - 1} more lines" if len(named) > 1 else ""
    return f"{_plain(named[0])}{more}" if named else "goods as ordered"


def _asked(number: int, question: Asked) -> Iterator[str]:
    yield f"**{number}.** {_plain(question.ask)}"
    yield ""
    if question.field.startswith("answers."):
        yield "☐ yes  ☐ no  Remarks: ______________________________"
    else:
        yield "Answer: ______________________________"
    yield ""


def _own(whole: Questionnaire) -> Iterator[str]:
    asked = whole.questions
    yield from ("", "## For our own file", "")
    yield f"{counted(asked).capitalize()}. Judged by the law of {whole.as_of}."
    if whole.blocked_by:
        yield from ("", f"**{_plain(blocked(whole.blocked_by))}**")
    yield ""
    yield from ("| no. | goes to | what hangs on it | why |", "|---|---|---|---|")
    for number, question in enumerate(asked, 1):
        why = "<br>".join(
            f"`{reason.rule}`: {_plain(reason.title)}. {_plain(source_of(reason))}"
            for reason in question.because
        )
        yield f"| {number} | `{question.field}` | {_plain(question.effect)} | {why} |"
    keys = [q.field.removeprefix("answers.") for q in asked if q.field.startswith("answers.")]
    if keys:
        yield ""
        yield "Put the answers back into the order, `true` for yes and `false` for no; what stays"
        yield "`null` is not answered:"
        yield from ("", "```json", json.dumps({"answers": dict.fromkeys(keys)}, indent=2), "```")


def _plain(text: str) -> str:
    """Text from an order in one line, so that nothing in it is taken for Markdown."""
    return _STEERS.sub(r"\\\g<0>", " ".join(console.visible(text).split()))
