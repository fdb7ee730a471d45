from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.report._chromium import CHROMIUM, NO_GL, Browser
from tests.report._readings import EXHIBITS, REVIEWS, reading
from tests.report.test_claims_page import png, shown
from tests.report.test_document_page import HOSTILE

from holdpoint.model import Reading
from holdpoint.report import claims_page, document_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

STATE = """JSON.stringify({
  told: [...document.querySelectorAll(".claim.told")].map(e => e.id),
  marks: [...document.querySelectorAll("mark.told")].map(e => e.textContent),
  shown: [...document.querySelectorAll(".claim")].filter(e => !e.hidden).map(e => e.id),
  focus: document.activeElement.getAttribute("aria-label"),
  said: (document.getElementById("said") || {}).textContent,
  count: (document.getElementById("shown") || {}).textContent,
  sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  images: [...document.images].map(e => e.naturalWidth)})"""


SET = """{{ const field = document.getElementById({!r});
  field.value = {!r}; field.dispatchEvent(new Event({!r})); }}"""


def state(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.evaluate(STATE))
    return found


def key(browser: Browser, name: str) -> None:
    for kind in ("rawKeyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key=name, code=name)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "document.html"
    text = document_page(reading(), reviews=REVIEWS, exhibits=EXHIBITS, interactive_map=False)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_claim_shows_its_words_and_words_show_their_claim(page: Path, tmp_path: Path) -> None:
    with Browser(tmp_path / "profile", *NO_GL) as browser:
        browser.look()
        browser.open(page)
        browser.evaluate("document.querySelector('#claim-2 blockquote a').click()")
        assert state(browser)["told"] == ["claim-2"]
        assert state(browser)["marks"] == ["an alleged workshop near Yelabuga"]
        browser.evaluate("document.querySelector('mark[data-claims=\"6\"]').click()")
        assert state(browser)["told"] == ["claim-6"]
        assert state(browser)["said"].startswith("Claim 6 of 8")
        # With the keyboard: from the figure in the text to the claim, then along the claims.
        browser.evaluate("document.querySelector('a.ref[href=\"#claim-3\"]').click()")
        assert state(browser)["focus"] == "Claim 3, show its words in the text"
        key(browser, "ArrowDown")
        assert state(browser)["told"] == ["claim-4"]
        key(browser, "ArrowUp")
        assert state(browser)["told"] == ["claim-3"]
        assert browser.requests() == [page.as_uri()]
        assert browser.troubles() == []


def test_claims_can_be_narrowed_down(page: Path, tmp_path: Path) -> None:
    with Browser(tmp_path / "profile", *NO_GL) as browser:
        browser.look()
        browser.open(page)
        browser.evaluate(SET.format("filter", "accepted", "change"))
        assert state(browser)["shown"] == ["claim-1", "claim-5"]
        assert state(browser)["count"] == "2 of 8"
        browser.evaluate(SET.format("filter", "", "change"))
        browser.evaluate(SET.format("search", "Yelabuga WORKSHOP", "input"))
        assert state(browser)["shown"] == ["claim-2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1400])
def test_no_page_scrolls_sideways(width: int, scheme: str, page: Path, tmp_path: Path) -> None:
    data = png(40, 30)
    rows = [shown(row, data) for row in EXHIBITS]
    site = tmp_path / "site.html"
    text = claims_page(
        [reading()], title="Unbreakable" * 20, exhibits=rows,
        pictures={row.id: data for row in rows}, interactive_map=False,
    )  # fmt: skip
    site.write_text(text, encoding="utf-8")
    with Browser(tmp_path / "profile", *NO_GL) as browser:
        browser.look(width=width, scheme=scheme)
        for path in (page, site):
            browser.open(path)
            assert not state(browser)["sideways"], path.name
        assert state(browser)["images"] == [40, 40]
        assert browser.troubles() == []


def test_a_script_in_a_document_never_runs(tmp_path: Path) -> None:
    text = f"{HOSTILE} <script>document.title='run'</script> javascript:alert(1)"
    hostile: Reading = reading(text=text, claims=(), entities=(), links=(), checks=(),
                               notes=(HOSTILE,), times=(), amounts=())  # fmt: skip
    path = tmp_path / "hostile.html"
    path.write_text(document_page(hostile, interactive_map=False), encoding="utf-8")
    with Browser(tmp_path / "profile", *NO_GL) as browser:
        browser.look()
        browser.open(path)
        assert browser.evaluate("document.title").startswith("Engines pass")
        assert browser.evaluate("document.images.length") == 0
        assert browser.evaluate("document.scripts.length") == 1
        assert browser.requests() == [path.as_uri()]
        assert browser.troubles() == []


def test_the_map_of_a_document_starts_in_the_page(tmp_path: Path) -> None:
    path = tmp_path / "document.html"
    path.write_text(document_page(reading()), encoding="utf-8")
    with Browser(tmp_path / "profile", *NO_GL) as browser:
        browser.look()
        browser.open(path)
        assert browser.evaluate("document.documentElement.dataset.engine") == "leaflet"
        assert browser.evaluate("document.querySelectorAll('.pin').length") == 7
        assert browser.evaluate("document.querySelectorAll('#claims .claim').length") == 8
        assert browser.requests() == [path.as_uri()]
        assert browser.troubles() == []


def test_without_scripts_links_lead_from_claim_to_words(page: Path, tmp_path: Path) -> None:
    still = tmp_path / "still.html"
    text = page.read_text("utf-8")
    still.write_text(re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL), encoding="utf-8")
    with Browser(tmp_path / "profile", *NO_GL) as browser:
        browser.look()
        browser.call("Page.navigate", url=still.as_uri() + "#q2-1")
        found = None
        for _ in range(200):
            found = browser.evaluate(
                "document.readyState === 'complete' && document.querySelector(':target + mark')"
                " && document.querySelector(':target + mark').textContent"
            )
            if found:
                break
        assert found == "an alleged workshop near Yelabuga"
        assert (
            browser.evaluate("getComputedStyle(document.querySelector('.filters')).display")
            == "none"
        )
