"""HTML, e-mail and PDF: what a person would have read of them, and nothing else."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disclosures._pdf import pdf

from holdpoint.disclosures import Kept, keep_document
from holdpoint.errors import UnreadableInputError

DOCUMENTS = Path(__file__).with_name("documents")


def _page(body: str, head: str = "") -> Kept:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return keep_document(page.encode(), media="html")


def test_a_page_gives_its_article_and_its_head() -> None:
    kept = keep_document(DOCUMENTS / "council-page.html")
    assert kept.text.startswith("Drone programme: Council lists two entities\n\nThe Council of")
    for gone in ("cookies", "Skyline", "Ignore", "Pinecone", "Privacy", "Share", "Home", "Another"):
        assert gone not in kept.text
    source = kept.source
    assert (source.publisher, source.published) == ("Example Council", "2024-10-14")
    assert source.published_basis == "meta tag"
    assert source.url == "https://example.org/press/2024/10/14/drone-programme/"
    assert kept.notes == ("84 characters that a visitor does not see were left out.",)


def test_lists_and_tables_are_lines() -> None:
    kept = _page(
        "<p>Three firms:</p><ul><li>One<li>Two &amp; Co.</ul><table><tr><th>Item<th>Code"
        "<tr><td>Motors<td>8501.31</table><p>End<br>of page."
    )
    assert kept.text == (
        "Three firms:\n\n- One\n- Two & Co.\n\nItem | Code\nMotors | 8501.31\n\nEnd\nof page.\n"
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a < b) { say('<p>gone</p>') }</script>",
        "<style>p::after { content: 'gone' }</style>",
        "<p hidden>gone</p>",
        "<div aria-hidden='true'><p>gone</div>",
        "<p style='color:red; display : none'>gone</p>",
        "<noscript>gone</noscript>",
        "<svg><text>gone</text></svg>",
        "<!-- gone --><!doctype gone><?gone?>",
        "<nav>gone</nav><footer>gone</footer><div class='siteCookieBanner'>gone</div>",
        "<iframe srcdoc='<p>gone</p>'>gone</iframe>",
        "<img alt='gone' src=x onerror='gone>gone'>",
    ],
)
def test_what_a_visitor_does_not_see_is_not_read(hidden: str) -> None:
    assert _page(f"<p>First.</p>{hidden}<p>Last.</p>").text == "First.\n\nLast.\n"


def test_a_page_of_which_every_part_looks_like_a_menu_is_read_whole() -> None:
    kept = _page("<div class='sidebar'><p>The firm moved pumps.</p></div>")
    assert kept.text == "The firm moved pumps.\n"
    assert "all of it was taken" in kept.notes[0]


def test_a_page_says_its_encoding_and_its_end() -> None:
    head = "<html><meta charset=windows-1251><p>"
    raw = (head + "Завод и порт. " * 20).encode("cp1251")
    kept = keep_document(raw)
    assert kept.text.startswith("Завод и порт.")
    assert kept.notes == ("The page has no end: it may be cut short.",)


@pytest.mark.parametrize(
    "piece", ["<a '", "<!--", "<", "<p", '<b c="', "<div>", "</x>", "&", "<td>"]
)
def test_hostile_markup_takes_time_that_grows_with_its_length(piece: str) -> None:
    raw = b"<html><p>words" + piece.encode() * 60_000
    began = time.process_time()
    assert keep_document(raw).text.startswith("words")
    assert time.process_time() - began < 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<table>", "<tr>", "<td>", "x", "<a>",
       "</a>", "<br>", "<article>", "</article>", "<b", ">", "'", "<h1>", "</div>", "&lt;"]),
       max_size=30))  # fmt: skip
def test_any_markup_is_read(pieces: list[str]) -> None:
    kept = _page("<p>Here is a text that stays.</p>" + "".join(pieces))
    assert "Here is a text that stays." in kept.text


def test_an_email_gives_its_plain_part_and_its_sender() -> None:
    kept = keep_document(DOCUMENTS / "alert.eml")
    assert kept.source.title == "Alert 14/2024: transshipment of bearings – façade companies"
    assert kept.source.publisher == "Harbour Watch Alerts"
    assert "rerouting ball bearings from Hamburg via Mersin to Latakia." in kept.text
    assert "EU’s sanctions list" in kept.text
    assert "See the plain text" not in kept.text


def test_an_email_of_html_and_an_attachment() -> None:
    raw = (
        b"From: Desk <desk@example.org>\nSubject: =?koi8-r?B?8M/S1A==?=\nMIME-Version: 1.0\n"
        b"Date: Thu, 06 Jun 2024 23:30:00 -0500\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/html; charset=iso-8859-1\n\n<p>Die F\xe4hre <b>lief</b> aus.</p>"
        b"\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nx\n--b--\n"
    )
    kept = keep_document(raw)
    assert kept.source.media == "email"
    assert kept.text == "Die Fähre lief aus.\n"
    assert (kept.source.title, kept.source.published) == ("Порт", "2024-06-06")
    assert kept.notes == ("1 attachment not read: give each by itself.",)


def test_an_email_without_text_is_refused() -> None:
    raw = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: image/png\n\nx"
    with pytest.raises(UnreadableInputError, match="no text"):
        keep_document(raw)
    with pytest.raises(UnreadableInputError):
        keep_document(b"\n\nno headers", media="email")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_any_email_is_read_or_refused(tail: bytes) -> None:
    raw = b"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset=" + tail
    with contextlib.suppress(UnreadableInputError):
        assert keep_document(raw, media="email").text.strip()


def test_pages_of_a_pdf_are_parted_by_form_feeds() -> None:
    pytest.importorskip("pypdfium2", reason="reads PDF; extra [pdf]")
    raw = pdf([["The min-", "istry (of trade)"], ["acted."]], title="Notice 7")
    kept = keep_document(raw)
    assert kept.text == "The min\u00adistry (of trade)\facted."
    assert kept.source.media == "pdf"
    assert kept.source.title == "Notice 7"
    assert (kept.source.published, kept.source.published_basis) == (
        "2024-05-20",
        "properties of the file",
    )


@pytest.mark.parametrize("raw", [b"%PDF-1.4\nnothing", pdf([[""]])])
def test_a_pdf_that_is_damaged_or_only_pictures_is_refused(raw: bytes) -> None:
    pytest.importorskip("pypdfium2", reason="reads PDF; extra [pdf]")
    with pytest.raises(UnreadableInputError, match=r"damaged|pictures"):
        keep_document(raw)
