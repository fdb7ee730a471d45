"""`holdpoint questions`: what to ask about an order, of whom, and why."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._orders import STDIN, check_files, wanted_orders
from holdpoint.cli._output import check_target, is_folder, writing
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.model import Transaction
    from holdpoint.screening import Questionnaire


def ask_about(
    path: Path,
    *,
    order: str | None,
    whom: str | None,
    form: str,
    out: str | None,
    snapshot: Path | None,
    as_of: str | None,
    policy: Path | None,
) -> int:
    """Print the questions of every order of a file; returns the exit code.

    Args:
        path: A file of orders.
        order: Only the order of this id.
        whom: Only what this one can answer.
        form: ``table``, ``markdown`` or ``json``.
        out: File to write; standard output if left out.
        snapshot: Snapshot or store; ``None`` is the embedded one.
        as_of: Judge by the law of this day.
        policy: The company's policy; ``None`` is the default.

    Raises:
        HoldpointError: A table is to go into a file, or there is no such order.
    """
    check_files([path])
    target = _target(out, path, form)
    day = console.day(as_of)
    from holdpoint.screening import Screener, load_policy

    settings = load_policy(console.need_file(policy) if policy else None)
    screener = Screener(open_told(snapshot), settings)
    found, code = wanted_orders(path, order)
    asked = [(one, screener.questions(one, as_of=day)) for one in found]
    shown = [(one, _only(whole, whom)) for one, whole in asked]
    if form == "table":
        for _, whole in shown:
            _print(whole)
    else:
        with writing(target) as handle:
            handle.write(_text(shown, form).encode("utf-8", "backslashreplace"))
    held = any(question.holds for _, whole in asked for question in whole.questions)
    return code or (console.ATTENTION if held else console.OK)


def _target(out: str | None, path: Path, form: str) -> Path | None:
    if out is not None and form == "table":
        raise HoldpointError("--out takes a form or JSON: add --format markdown or --json.")
    if out is not None and is_folder(out):
        raise HoldpointError(f"{out}: is a folder. Name a file.")
    return check_target(out, () if path == STDIN else (path,))


def _only(whole: Questionnaire, whom: str | None) -> Questionnaire:
    some = tuple(question for question in whole.questions if whom in (None, question.whom))
    return dataclasses.replace(whole, questions=some)


def _text(asked: Sequence[tuple[Transaction, Questionnaire]], form: str) -> str:
    if form == "markdown":
        from holdpoint.cli._questions_form import form_of

        return "\n".join(form_of(order, whole) for order, whole in asked)
    from holdpoint.files import plain

    rows = [plain(whole, keep_empty=True) for _, whole in asked]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _print(asked: Questionnaire) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from holdpoint.cli._questions_form import blocked, counted, source_of

    screen = console.out()
    head = Text(console.visible(asked.transaction), style="bold")
    screen.print(head + Text(f"  {counted(asked.questions)}, law of {asked.as_of}", style="dim"))
    if asked.blocked_by:
        screen.print(Text(f" {blocked(asked.blocked_by)}", style="bold red"))
    for number, question in enumerate(asked.questions, 1):
        style = "bold yellow" if question.holds else "bold"
        ask = Text(f"{number:>3}. ") + Text(console.visible(question.ask), style=style)
        screen.print(Padding(ask, (0, 0, 0, 1), expand=False))
        about = f"{question.whom.replace('_', ' ')} · {question.field} · {question.effect}"
        screen.print(Padding(Text(console.visible(about)), (0, 0, 0, 6), expand=False))
        for reason in question.because:
            why = Text(f"{reason.rule}: {source_of(reason)}", style="dim")
            screen.print(Padding(why, (0, 0, 0, 6), expand=False))
