"""Something that could not be read, told to the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One place in an input that is wrong, and the remedy.

    Attributes:
        file: Name of the file as the user gave it (no absolute path is made up).
        line: Line or row number, counted from 1, header included; ``None`` where a file
            has no lines (a damaged archive).
        field: The field, column or element, in the file's own words; ``None`` for a whole row.
        value: The value that was seen, cut to 80 characters; ``None`` when it is missing, or when
            showing it would repeat personal data.
        reason: What is wrong with it.
        remedy: What to do about it.
        fatal: ``False`` for a warning: the row was read all the same.
    """

    file: str
    line: int | None = None
    field: str | None = None
    value: str | None = None
    reason: str
    remedy: str
    fatal: bool = True

    def __str__(self) -> str:
        """The problem as one line: ``orders.csv:7: hs_code 'abc': reason. Remedy.``."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        what = "" if self.field is None else f"{self.field} "
        seen = "" if self.value is None else f"{self.value!r} "
        head = f"{what}{seen}".strip()
        return f"{where}: {head + ': ' if head else ''}{self.reason} {self.remedy}"
