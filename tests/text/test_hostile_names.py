"""Any text is answered, in bounded time and in the promised form."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.text import LONGEST_NAME, MOST_WORDS, form_countries, name_tokens, romanise

_BLOCKS = [
    (0x20, 0x24F), (0x370, 0x52F), (0x530, 0x58F), (0x590, 0x6FF), (0x900, 0xD7F), (0xE00, 0xEFF),
    (0x1000, 0x10FF), (0x1780, 0x17FF), (0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3), (0xFB50, 0xFEFC), (0xFF00, 0xFFEF), (0x1F300, 0x1F64F),
]  # fmt: skip
_MIXED = st.text(
    st.one_of(*(st.characters(min_codepoint=a, max_codepoint=b) for a, b in _BLOCKS)), max_size=60
)


@given(_MIXED, st.sampled_from(["person", "company", "vessel", "unknown"]))
@settings(deadline=None, max_examples=300)
def test_words_are_plain_and_bounded(text: str, kind: str) -> None:
    words = name_tokens(text, kind)
    assert len(words) <= MOST_WORDS
    for word in words:
        assert word.isascii()
        assert word == word.lower() != ""
        assert word.lstrip("@~").replace("_", "").isalnum()
    assert name_tokens(text, kind) == words
    form_countries(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\u200f\u202e", "\x00\x01\x07", "😀😀😀", "…—«»", "\ufeff", "्", "ั้"]
)
def test_nothing_to_read_gives_no_words(text: str) -> None:
    assert name_tokens(text, "company") == ()


def test_invisible_marks_change_nothing() -> None:
    assert name_tokens("Quell\u200bmar") == ("quellmar",)
    assert name_tokens("\u202bشاهد\u202c") == name_tokens("شاهد")
    assert name_tokens("Ｑｕｅｌｌｍａｒ　ＬＬＣ", "company") == ("quellmar", "@llc")


@pytest.mark.parametrize(
    "piece", ["a", "محمد", "公司", "한국", "カ", "ก", "abd ", "al-", ". ", "№1"]
)
def test_ten_thousand_characters_take_no_time(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    name_tokens("warm up 한 公 カ محمد ก", "company")
    start = time.process_time()
    for kind in ("person", "company"):
        assert len(name_tokens(text, kind)) <= MOST_WORDS
    romanise(text)
    form_countries(text)
    assert time.process_time() - start < 2.0
    assert len(text) > LONGEST_NAME


def test_tables_are_read_when_they_are_needed() -> None:
    code = (
        "import holdpoint.text\n"
        "from holdpoint.text._data import rows\n"
        "assert rows.cache_info().currsize == 0, rows.cache_info()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
