"""The Commerce Control List: an ECCN to its entry, its paragraph and its reasons for control."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from holdpoint.goods._ccl_text import applies, is_paragraph
from holdpoint.goods._codes import normalise_eccn
from holdpoint.model import ControlEntry

EAR99 = "EAR99"
_SERIES_600 = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One row of an entry's licence requirements, for one item.

    Attributes:
        reason: The reason for control (``NS``).
        applies: Whether it applies to the item; ``None`` where the text leaves it open.
        printed: To what it applies, as printed.
        where: The column or sentence, as printed; empty where the entry's head alone names the
            reason and no row says more.
    """

    reason: str
    applies: bool | None
    printed: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What the list says of one ECCN.

    Attributes:
        eccn: In the common spelling.
        entry: The entry; ``None`` for EAR99, or where the list has none.
        paragraph: The longest printed paragraph that the ECCN falls under; empty for the entry.
        texts: Texts from the entry's heading down to that paragraph.
        problem: Why the ECCN cannot be right, with a remedy; ``None`` where nothing is wrong.
        notes: What the reader must know (the file gives the head only, 600 series …).
        reasons: Reasons for control, in the order of the entry.
    """

    eccn: str
    entry: ControlEntry | None = None
    paragraph: str = ""
    texts: tuple[str, ...] = ()
    problem: str | None = None
    notes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class ControlList:
    """The entries of the list, found by ECCN.

    Args:
        entries: As a snapshot holds them; none where it was built without the list.
    """

    __slots__ = ("_by_eccn",)

    def __init__(self, entries: Iterable[ControlEntry]) -> None:
        self._by_eccn = {entry.id: entry for entry in entries}

    def __len__(self) -> int:
        return len(self._by_eccn)

    def find(self, eccn: str) -> Control:
        """The entry of an ECCN, and the longest printed paragraph that it falls under.

        ``3A001.a.7.c`` is looked for as ``a.7.c``, then ``a.7``, then ``a``; the reasons for
        control are those that the entry prints for the paragraph the item names.

        Raises:
            ValueError: It is no ECCN at all; the message says what to do.
        """
        number = normalise_eccn(eccn)
        if number == EAR99:
            note = (
                "EAR99: subject to the EAR, but not on the Commerce Control List; no reason for "
                "control and no column. Parts 744 and 746 (end use, end users, embargoes) stay."
            )
            return Control(eccn=number, notes=(note,))
        head, *steps = number.split(".")
        entry = self._by_eccn.get(head)
        if entry is None:
            return Control(eccn=number, problem=self._unknown(head))
        return _resolved(number, entry, tuple(steps))

    def _unknown(self, head: str) -> str:
        if not self._by_eccn:
            return "this snapshot was built without the Commerce Control List"
        near = sorted(known for known in self._by_eccn if known[:2] == head[:2])
        near.sort(key=lambda known: (abs(int(known[2:]) - int(head[2:])), known))
        return (
            f"the Commerce Control List has no entry {head}. Nearest: {', '.join(near[:5])}. "
            "It may be a number of another country's list, or of an older edition."
        )


def _resolved(number: str, entry: ControlEntry, steps: tuple[str, ...]) -> Control:
    texts = {one.number: one.text for one in entry.paragraphs if is_paragraph(one.number)}
    found = next((size for size in range(len(steps), 0, -1) if ".".join(steps[:size]) in texts), 0)
    printed = ".".join(steps[:found])
    notes, problem = list(_notes(entry)), None
    if steps and not entry.complete:
        notes.append(
            f"Paragraph {'.'.join(steps)} could not be checked: the list in this snapshot gives "
            "the head of this entry only."
        )
    elif steps and not found:
        problem = (
            f"{entry.id} prints no paragraph {steps[0]}. Give the paragraph as the Commerce "
            "Control List prints it."
        )
    elif found < len(steps):
        notes.append(
            f"Paragraph {'.'.join(steps)} is not printed; {entry.id}.{printed} is the longest that "
            "is, and its text decides."
        )
    path = [".".join(steps[:size]) for size in range(1, found + 1)]
    return Control(
        eccn=number,
        entry=entry,
        paragraph=printed,
        texts=(entry.heading, *(texts[one] for one in path if one in texts)),
        problem=problem,
        notes=tuple(notes),
        reasons=tuple(_reasons(entry, steps)),
    )


def _notes(entry: ControlEntry) -> Iterable[str]:
    if entry.id[2] == _SERIES_600:
        yield (
            "600 series: former munitions items. Extra limits on licence exceptions and an arms "
            "embargo policy apply (15 CFR 740.2, 742.4(b)(1)(ii))."
        )
    if not entry.complete:
        yield "The list in this snapshot gives the head of this entry only, not its paragraphs."


def _reasons(entry: ControlEntry, steps: tuple[str, ...]) -> Iterable[Reason]:
    told = set()
    for row in entry.reasons:
        code = row.applies.split(" ", 1)[0].rstrip(":")
        told.add(code)
        yield Reason(
            reason=code if code.isupper() else "other",
            applies=applies(row.applies, entry.id, steps),
            printed=row.applies,
            where=row.where,
        )
    for code in entry.named_reasons:
        if code not in told:
            yield Reason(
                reason=code,
                applies=None,
                printed=f"{code} is named at the head of {entry.id}; no row tells its extent",
                where="",
            )
    if not entry.reasons and not entry.named_reasons:
        yield Reason(
            reason="other",
            applies=None,
            printed=f"{entry.id} prints no reason for control that is read here",
            where="",
        )
