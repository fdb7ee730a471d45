"""What goes to a pipe is for programs: a sentence is one line, whatever its length."""

from __future__ import annotations

import pytest

from holdpoint.cli import _console as console

LONG = "a sentence that goes on " * 20


@pytest.mark.parametrize("say", [lambda: console.out().print(LONG), lambda: console.note(LONG)])
def test_a_sentence_in_a_pipe_is_one_line(
    say: object, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    console._console.cache_clear()
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert callable(say)
    say()
    told = capfd.readouterr()
    assert [line.strip() for line in (told.out + told.err).splitlines()] == [LONG.strip()]
