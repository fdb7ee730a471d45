"""How red flags add up, on the page and on the terminal."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

from rich.console import Console

from holdpoint.model import Decision
from holdpoint.report import decision_page, detail_view

Item = tuple[dict[str, Any] | None, Decision]


def flag(rule: str, **more: Any) -> dict[str, Any]:
    row = {"rule": rule, "status": "met", "weight": "weak", "points": 1.0, "fact": rule}
    return {**row, "counts": True, "told_by": None, **more}


def flags(*counted: dict[str, Any], **more: Any) -> dict[str, Any]:
    sums = {"points": 1.0, "at_most": 1.0, "hold_from": 3.0, "undecided": [], "unanswered": []}
    return {**sums, "counted": list(counted), **more}


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def page(run: list[Item], value: Any) -> str:
    text = decision_page(dataclasses.replace(run[1][1], flags=value), run[1][0])
    found = re.search(r'<section class="flags">.*?</section>', text, re.DOTALL)
    return found.group() if found else ""


def terminal(run: list[Item], value: Any) -> str:
    out = io.StringIO()
    decision = dataclasses.replace(run[1][1], flags=value)
    detail_view(decision, Console(file=out, width=140), transaction=run[1][0])
    text = out.getvalue()
    return plain(text.partition("How the red flags add up")[2])


def test_the_sum_the_weights_and_what_does_not_count_are_shown(run: list[Item]) -> None:
    value = flags(
        flag("us.flag.b", counts=False, fact="contact"),
        flag("us.flag.c", told_by="us.ofac.sdn-resembles", counts=False, points=3.0),
        flag("us.flag.d", status="unknown", points=2.0, weight="medium"),
        flag("us.flag.a"),
        at_most=3.0,
    )
    for text in (plain(page(run, value)), terminal(run, value)):
        assert "What is seen comes to 1 point, and to 3 points at most" in text
        assert (
            "hold from 3 points on, and what is not known could bring them there. They never block"
            in text
        )
        assert "rests on the same fact as another: contact" in text
        assert "the law says the same and decides: us.ofac.sdn-resembles" in text
        assert text.index("us.flag.a") < text.index("us.flag.b") < text.index("us.flag.d")


def test_the_law_that_decides_is_linked(run: list[Item]) -> None:
    html = page(run, flags(flag("us.flag.c", told_by="us.ofac.sdn-resembles", counts=False)))
    target = re.search(r'<a href="#([^"]+)"><code>[^<]*<bdi[^>]*>us\.ofac\.sdn-resembles', html)
    assert target
    whole = decision_page(run[1][1], run[1][0])
    assert f'id="{target.group(1)}"' in whole


def test_below_the_threshold_they_are_notes_and_above_it_they_hold(run: list[Item]) -> None:
    assert "so they are notes" in terminal(run, flags(flag("us.flag.a")))
    held = flags(flag("us.flag.a", points=4.5), points=4.5, at_most=4.5)
    assert "comes to 4.5 points. Flags hold from 3 points on, so they hold." in terminal(run, held)


def test_open_questions_are_counted(run: list[Item]) -> None:
    one = flags(unanswered=[{"rule": "ask.a", "not_seen": []}], points=0.0, at_most=0.0)
    assert "1 question of the questionnaire has no answer" in plain(page(run, one))
    assert "1 question of the questionnaire has no answer" in terminal(run, one)


def test_nothing_to_add_is_no_section(run: list[Item]) -> None:
    for value in (None, {}, flags()):
        assert not page(run, value)
        assert not terminal(run, value)


def test_whatever_stands_there_cannot_break_the_page(run: list[Item]) -> None:
    evil = "<script>x</script>\x1b[31m\u202e"
    value = flags(flag(evil, weight=evil, fact=evil, counts=False, told_by=evil), points="many")
    for text in (page(run, value), terminal(run, value)):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "The sum is not stated." in text
    assert "<script" not in page(run, value)
