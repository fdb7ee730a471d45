"""What all commands share: consoles, exit codes, errors told to a person."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from holdpoint.cli._output import writing
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.model import Problem

_WIDTH = 160

OK, ATTENTION, UNREADABLE = 0, 1, 2
"""Exit codes: all released; something held or blocked; some input unreadable or wrongly used."""

STOPPED, READER_GONE = 130, 141
"""Exit codes of a run that did not end: Ctrl-C, and a reader such as ``head`` that went away. They
are what a shell reports of other programs, and never 0: not all was said."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_T = TypeVar("_T")


def prepare() -> None:
    """Make the standard streams safe for whatever has to be said, and SIGTERM a tidy end."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good
    # A terminal that cannot show a letter shows its code; a name is never lost or replaced.
    if callable(change := getattr(sys.stdout, "reconfigure", None)):
        change(errors="backslashreplace")
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else we are to ignore it
        signal.signal(signal.SIGINT, _stop)


class _Stopped(KeyboardInterrupt):
    """Ctrl-C, in a class of its own.

    Where a plain KeyboardInterrupt passes through code that was compiled from a string (every
    dataclass is), CPython kills the process by the signal at its end, though it was handled.
    """


def _stop(_number: int, _frame: object) -> None:
    raise _Stopped


def out() -> Console:
    """The console for results: colour in a terminal, none in a pipe."""
    return _console(sys.stdout)


def err() -> Console:
    """The console for progress, warnings and errors."""
    return _console(sys.stderr)


@cache
def _console(stream: TextIO) -> Console:
    from rich.console import Console
    from rich.text import Text

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def print(self, *objects: Any, **how: Any) -> None:  # noqa: ANN401 - as Rich's own
            # In a pipe a sentence is one line, however long; a terminal gets whole words.
            if not self.is_terminal and all(isinstance(one, str | Text) for one in objects):
                how.setdefault("soft_wrap", True)
            super().print(*objects, **how)

    # A pipe has no width; a table in it is read by programs and wide editors. What is printed
    # is data: a bracket in a name is a bracket, not a style.
    width = None if stream.isatty() else _WIDTH
    return Screen(file=stream, width=width, highlight=False, markup=False, emoji=False)


def visible(text: str) -> str:
    """Text without what would steer a terminal: control characters and changes of direction."""
    return _UNSEEN.sub("�", text)


def print_json(value: Any) -> None:  # noqa: ANN401 - JSON values
    """One JSON value, indented, keys in their own order, in UTF-8 whatever the terminal is."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    with writing(None) as handle:
        handle.write(text.encode("utf-8", "backslashreplace"))


def print_json_line(value: Any) -> None:  # noqa: ANN401 - JSON values
    """One JSON value on one line, written out at once."""
    text = json.dumps(value, ensure_ascii=False) + "\n"
    with writing(None) as handle:
        handle.write(text.encode("utf-8", "backslashreplace"))


def show_problems(problems: Iterable[Problem]) -> None:
    """Problems, one a line, on standard error."""
    from rich.text import Text

    for problem in problems:
        style = "red" if problem.fatal else "yellow"
        head = Text("error " if problem.fatal else "note  ", style=style)
        err().print(head + visible(str(problem)))


def note(text: str) -> None:
    """A remark on standard error that is no error."""
    from rich.text import Text

    err().print(Text(text, style="dim"))


def error(text: str) -> None:
    """An error without a place in a file."""
    from rich.text import Text

    err().print(Text("error ", style="red") + visible(text))


def run(command: Callable[[], int]) -> int:
    """Run a command, and turn its errors into a message and an exit code."""
    try:
        code = command()
        sys.stdout.flush()
    except HoldpointError as fault:
        if fault.problems:
            show_problems(fault.problems)
        else:
            error(str(fault))
        return UNREADABLE
    except BrokenPipeError:
        # The reader of our output went away (`holdpoint … | head`); that is no error.
        _forget_output()
        return READER_GONE
    except OSError as fault:
        error(f"{fault.filename or 'the output'}: {fault.strerror or fault}.")
        _forget_output()
        return UNREADABLE
    except KeyboardInterrupt:
        error("stopped before the end; what was not finished was not written.")
        return STOPPED
    return code


def _forget_output() -> None:
    """Keep the interpreter from trying at its end to write what cannot be written."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def day(text: str | None) -> date | None:
    """A date option, ISO 8601.

    Raises:
        HoldpointError: It is no date.
    """
    if text is None:
        return None
    try:
        # Week dates and days without hyphens are ISO 8601 too, and easily misread.
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise HoldpointError(f"--as-of {text!r}: no such day. Write it as 2026-11-20.") from None


def once(option: str, values: Sequence[_T] | None) -> _T | None:
    """The value of an option that may be given once; a second one is not ignored.

    Raises:
        HoldpointError: It was given more than once.
    """
    if values and len(values) > 1:
        raise HoldpointError(f"{option} was given {len(values)} times. Give it once.")
    return values[0] if values else None


def need_file(path: Path) -> Path:
    """A path that must be there.

    Raises:
        HoldpointError: It is not.
    """
    if not path.exists():
        raise HoldpointError(f"{path}: there is no such file or folder. Check the path.")
    return path


@contextmanager
def progress(label: str, *, wanted: bool = True) -> Iterator[Callable[[str], None]]:
    """A spinner on standard error with a line that the work can change; silent in a pipe.

    Args:
        label: What is going on.
        wanted: ``False`` where results are printed meanwhile: the two would write over each other.
    """
    console = err()
    if not wanted or not console.is_terminal:
        yield lambda _text: None
        return
    from rich.live import Live
    from rich.spinner import Spinner

    # Not `console.status`: it puts another stream in the place of standard error, so that what is
    # printed meanwhile goes to a second console, which knows of no spinner to erase.
    spinner = Spinner("dots", text=label)
    with Live(
        spinner,
        console=console,
        transient=True,
        refresh_per_second=12.5,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield lambda text: spinner.update(text=f"{label} {text}")
