from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from holdpoint.model import Decision
from holdpoint.report import run_page

Item = tuple[dict[str, Any] | None, Decision]

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

PROBE = """<!DOCTYPE html><meta charset="utf-8"><body>
<iframe id="f" width="{width}" height="900" srcdoc="{page}"></iframe>
<script>
document.getElementById("f").addEventListener("load", event => {{
  const inside = event.target.contentDocument, root = inside.documentElement;
  const view = event.target.contentWindow;
  const wide = [...inside.body.querySelectorAll("*")]
    .filter(e => !e.closest(".symbols, .visually-hidden, thead, svg"))
    .filter(e => e.getBoundingClientRect().right > {width} + 0.5)
    .map(e => e.tagName + "." + e.className);
  document.title = JSON.stringify({{
    scroll: root.scrollWidth, client: root.clientWidth, wide: wide.slice(0, 5),
    border: view.getComputedStyle(inside.querySelector(".banner")).borderTopWidth,
    head: view.getComputedStyle(inside.querySelector("table thead")).position,
    orders: inside.querySelectorAll("article.order").length}});
}});
</script></body>
"""


def probe(page: str, folder: Path, width: int) -> dict[str, Any]:
    assert CHROMIUM is not None
    outer = folder / "probe.html"
    text = PROBE.format(page=html.escape(page), width=width).replace(
        'width="390"', f'width="{width}"'
    )
    outer.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=4000",
            "--dump-dom",
            outer.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(html.unescape(title[1]))
    return found


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_the_page_without_scrolling_sideways(
    width: int, run: list[Item], tmp_path: Path
) -> None:
    order = run[1][0]
    assert order is not None
    order["parties"][0]["address"] = "Unbreakable" * 40
    found = probe(run_page(run), tmp_path, width)
    assert found["orders"] == len(run)
    assert found["wide"] == []
    assert found["scroll"] <= found["client"] == width
    # The style was let in by its hash, and the phone's own rules hold.
    assert found["border"] == "5px"
    assert found["head"] == "absolute"
