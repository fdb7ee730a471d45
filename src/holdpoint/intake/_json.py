"""Orders in JSON and JSON Lines, one object after the other, in bounded memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from holdpoint.files import MAX_LINE, TextLines
from holdpoint.intake._faults import dangerous
from holdpoint.intake._shape import shown
from holdpoint.model import Problem

Row = tuple[int, Any]
"""Line on which an object begins, and the object."""

_WRAPPED = re.compile(r'\s*\{\s*"transactions"\s*:\s*(?=\[)')
# Never goes back, so that no text makes it slow; a string may be cut by the end of the piece.
_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_WORD_ENDS = re.compile(r"[,\]}\n]")
_BLANK = re.compile(r"[ \t\r\n]*")


class _FaultError(ValueError):
    """JSON that the standard reader would take, and that is refused here."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _FaultError(f"the name {shown(key)!r} stands twice in one object")
            seen.add(key)
    return out


def _constant(word: str) -> NoReturn:
    raise _FaultError(f"{word} is no JSON number")


# parse_float keeps 8542.10 as it is written.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Decimal, parse_constant=_constant
)


def json_lines(lines: TextLines, file: str) -> Iterator[Row | Problem]:
    """One object a line. A line that is no JSON is a problem, and the rest goes on."""
    for line in lines:
        given = line.strip("\ufeff \t\r\n")
        if not given:
            continue
        value = _parse(given, file, lines.number)
        yield value if isinstance(value, Problem) else (lines.number, value[0])


def json_orders(lines: TextLines, file: str) -> Iterator[Row | Problem]:
    """One object, an array of them, or ``{"transactions": […]}``, read element by element."""
    window = _Window(lines)
    window.fill(1)
    wrapped = _WRAPPED.match(window.text)
    if wrapped:
        window.move(wrapped.end())
    window.blank()
    if window.peek() != "[":
        yield from _single(window, file)
        return
    window.move(window.at + 1)
    yield from _elements(window, file)
    if wrapped and not window.closed:
        yield from _after_wrapped(window, file)
    yield from _nothing_more(window, file)


def _single(window: _Window, file: str) -> Iterator[Row | Problem]:
    """Objects that follow one another; more than one is JSON Lines under another name."""
    while window.peek():
        begins, is_object = window.line, window.peek() == "{"
        value = _next(window, file)
        if isinstance(value, Problem):
            yield value
            if window.closed or not is_object:
                return
            window.blank()
            continue
        several = value[0].get("transactions") if isinstance(value[0], dict) else None
        if isinstance(several, list):
            yield from ((begins, one) for one in several)
            yield from _others(value[0], file, begins)
        else:
            yield begins, value[0]
        window.blank()


def _others(wrapper: dict[str, Any], file: str, line: int) -> Iterator[Problem]:
    for key in wrapper:
        if key != "transactions":
            yield Problem(
                file=file,
                line=line,
                field=shown(key),
                reason='stands beside "transactions" and was not read.',
                remedy="Put it into each transaction, or take it out.",
                fatal=False,
            )


def _elements(window: _Window, file: str) -> Iterator[Row | Problem]:
    window.blank()
    if window.peek() == "]":
        window.move(window.at + 1)
        return
    while True:
        begins = window.line
        value = _next(window, file)
        yield value if isinstance(value, Problem) else (begins, value[0])
        window.blank()
        mark = window.peek()
        if mark not in (",", "]"):
            if not window.closed:
                yield _broken_off(window, file, "a comma or ] is missing here")
            return
        window.move(window.at + 1)
        window.blank()
        if mark == "]":
            return


def _next(window: _Window, file: str) -> tuple[Any] | Problem:
    """The value that begins here. A faulty one is passed over when its end can be found."""
    while True:
        size = len(window.text) - window.at
        try:
            value, end = _DECODER.raw_decode(window.text, window.at)
        except (ValueError, RecursionError) as error:
            faulty_end = _end_of(window.text, window.at)
            if faulty_end is None and window.fill(2 * size):
                continue
            if faulty_end is None:
                window.closed = True
                return _broken_off(window, file, "the file ends, or is broken, within this object")
            problem = _problem(file, window.line, error, window.text, window.at)
            window.move(faulty_end)
            return problem
        if end == len(window.text) and window.fill(size + 1):
            continue  # a number or word may go on in the next block
        window.move(end)
        return (value,)


def _end_of(text: str, at: int) -> int | None:
    """Where the brackets that open at ``at`` are closed again; ``None`` when they are not."""
    if text[at : at + 1] not in ("[", "{"):
        found = _WORD_ENDS.search(text, at)
        return found.start() if found else None
    depth = 0
    for mark in _MARKS.finditer(text, at):
        word = mark.group()
        depth += (word in "[{") - (word in "]}")
        if depth == 0:
            return mark.end()
    return None


def _after_wrapped(window: _Window, file: str) -> Iterator[Problem]:
    """What stands behind the array of ``{"transactions": […]}``, up to the last bracket."""
    window.blank()
    if window.peek() == ",":
        window.fill(MAX_LINE)
        try:
            rest, end = _DECODER.raw_decode("{" + window.text[window.at + 1 :])
        except (ValueError, RecursionError) as error:
            window.closed = True
            yield _problem(file, window.line, error)
            return
        yield from _others(rest, file, window.line)
        window.move(window.at + end)
    elif window.peek() == "}":
        window.move(window.at + 1)
    else:
        yield _broken_off(window, file, "the last } is missing")


def _nothing_more(window: _Window, file: str) -> Iterator[Problem]:
    window.blank()
    if not window.closed and window.peek():
        yield _broken_off(window, file, "something stands behind the last bracket")


def _parse(given: str, file: str, line: int) -> tuple[Any] | Problem:
    try:
        return (_DECODER.decode(given),)
    except (ValueError, RecursionError) as error:
        return _problem(file, line, error)


def _problem(file: str, line: int, error: Exception, text: str = "", at: int = 0) -> Problem:
    remedy = "Mend this object."
    if isinstance(error, RecursionError):
        reason = "objects lie too deep in each other."
    elif isinstance(error, _FaultError):
        reason = f"{error}."
    elif isinstance(error, json.JSONDecodeError):
        here = line + text.count("\n", at, error.pos)
        whole_line = text.rfind("\n", 0, error.pos) >= 0 or at == 0
        column = f", column {error.colno}" if whole_line else ""
        reason = f"is no JSON: {error.msg.lower()} at line {here}{column}."
        remedy = "Mend it there or just before; check quotes, commas and brackets."
    else:
        reason, remedy = "holds a number that is too long.", "Shorten the number."
    return Problem(file=file, line=line, reason=reason, remedy=remedy)


def _broken_off(window: _Window, file: str, what: str) -> Problem:
    return Problem(
        file=file,
        line=window.line,
        reason=f"{what}; nothing from here on was read.",
        remedy="Mend the JSON at this line, or write one order a line (JSON Lines).",
    )


class _Window:
    """A piece of a long text that moves on as it is read.

    Attributes:
        text: The piece.
        at: Where reading stands in it.
        line: The line of ``at``, from 1.
        closed: Reading broke off and must not go on.
    """

    def __init__(self, lines: TextLines) -> None:
        self.text = ""
        self.at = 0
        self.line = 1
        self.closed = False
        self._name = lines.name
        self._blocks = lines.texts()

    def fill(self, ahead: int) -> bool:
        """Read on until ``ahead`` characters lie ahead; ``False`` when the text has ended."""
        kept = [self.text[self.at :]]
        size, read = len(kept[0]), False
        for block in self._blocks:
            kept.append(block.lstrip("\ufeff") if not read and not size else block)
            size, read = size + len(block), True
            if size >= ahead:
                break
        self.text, self.at = "".join(kept), 0
        if size > 2 * MAX_LINE and read:
            reason = f"one object has more than {MAX_LINE} characters, or is never closed."
            raise dangerous(self._name, reason, "Mend or split it.", self.line)
        return read

    def move(self, end: int) -> None:
        """Go on to ``end``, counting lines."""
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def blank(self) -> None:
        """Go on to the next character that is not blank."""
        while True:
            found = _BLANK.match(self.text, self.at)
            self.move(found.end() if found else self.at)
            if self.at < len(self.text) or not self.fill(1):
                return

    def peek(self) -> str:
        """The character here, or nothing at the end."""
        return self.text[self.at : self.at + 1]
