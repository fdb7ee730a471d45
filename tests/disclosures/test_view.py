"""The text as it is read, and the way back to the words as they are kept."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosures._pdf import pdf

from holdpoint.disclosures import Kept, keep_document, ungrounded
from holdpoint.disclosures._view import back, view
from holdpoint.errors import UnreadableInputError
from holdpoint.model import Amount, Mention, Named, Reading, Span


def _read(kept: Kept) -> str:
    seen = view(kept)
    return kept.text if seen is None else seen.kept.text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Holm\u00adk\u00f6tter of \u200fAl Waha\u200e said", "Holmk\u00f6tter of Al Waha said"),
        ("**Falcon** of [Parto](https://example.org/a_b) said", "Falcon of Parto said"),
        ("the United\\_States", "the United_States"),
        ("5 * 3 and a_b stay, 2 ** 3 is\u200b rare", "5 * 3 and a_b stay, 2  3 is rare"),
        ("# Heading\n\nText.", "# Heading\n\nText."),
    ],
)
def test_marks_of_typesetting_are_left_out(text: str, read: str) -> None:
    assert _read(keep_document(text)) == read


def test_markdown_loses_its_marks_and_keeps_its_lists() -> None:
    kept = keep_document("# A *new* list\n\n- `one` _two_\n\n| a | b |\n", media="markdown")
    assert _read(kept) == "A new list\n\n- one two\n\n| a | b |\n"


def test_a_plain_text_is_read_as_it_is_kept() -> None:
    assert view(keep_document("The firm shipped 40 pumps.")) is None


def test_a_quote_over_a_page_break_can_be_read_and_stands_in_the_kept_text() -> None:
    pytest.importorskip("pypdfium2", reason="reads PDF; extra [pdf]")
    pages = [
        ["Advisory 7", "It then moved the", "goods to a port in the sou-", "page 1 of 3"],
        ["Advisory 7", "th of the country by sea.", "page 2 of 3"],
        ["Advisory 7", "The end.", "page 3 of 3"],
    ]
    kept = keep_document(pdf(pages))
    seen = view(kept)
    assert seen is not None
    quote = "goods to a port in the south of the country by sea."
    assert quote in seen.kept.text.replace("\n", " ")
    assert "Advisory" not in seen.kept.text
    assert "page" not in seen.kept.text
    start = seen.kept.text.index("goods")
    span = Span(start=start, end=start + len(quote), quote=quote)
    reading = Reading(
        source=kept.source,
        text=seen.kept.text,
        entities=(Named(id="g", schema="Goods", name="goods", mentions=(Mention(span=span),)),),
        claims=(),
        amounts=(Amount(span=span, value=1, unit="count"),),
    )
    moved = back(reading, seen, kept)
    assert moved.text == kept.text
    assert ungrounded(moved) == ()
    assert moved.amounts[0].span.quote.startswith("goods to a port in the sou")
    assert moved.amounts[0].span.quote.endswith("by sea.")


def test_the_body_begins_where_it_began() -> None:
    kept = keep_document("Title: A **b**\nDate: 2024-01-02\n\nThe **firm** said.")
    seen = view(kept)
    assert seen is not None
    assert seen.kept.text[seen.kept.body :] == "The firm said."
    assert seen.kept.text.startswith("Title: A **b**")
    heading = view(keep_document("# One\n\n*Two* three", media="markdown"))
    assert heading is not None
    assert (heading.kept.text, heading.kept.body) == ("One\n\nTwo three", 0)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab \n*_\\[](#\f\u00ad\u200f-1.`", max_size=80), st.data())
def test_every_span_of_the_text_as_read_is_one_of_the_kept_text(
    text: str, data: st.DataObject
) -> None:
    head = data.draw(st.sampled_from(["", "Title: **a**\nDate: 2024-01-02\n\n"]))
    try:
        kept = keep_document(head + text, media=data.draw(st.sampled_from(["text", "markdown"])))
    except UnreadableInputError:
        return
    seen = view(kept)
    if seen is None or not seen.kept.text:
        return
    read = seen.kept.text
    origins = [seen.origin(n) for n in range(len(read))]
    assert origins == sorted(origins)
    changed = [n for n, at in enumerate(origins) if kept.text[at] != read[n]]
    assert all(read[n] in " \n" for n in changed)  # only page breaks are replaced
    # What is body as it is kept is body as it is read, and the other way round.
    assert [n >= seen.kept.body for n in range(len(read))] == [at >= kept.body for at in origins]
