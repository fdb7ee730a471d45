"""YAML as text: nothing is guessed, everything knows its line."""

from __future__ import annotations

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.files import read_yaml


def test_no_scalar_is_guessed() -> None:
    text = "a: [NO, on, 010121, 8542.10, 1e5, 12:30:00, ~, '']\nb:\nc: 'null'\n"
    value = read_yaml(text, "f.yaml").value
    assert value["a"] == ["NO", "on", "010121", "8542.10", "1e5", "12:30:00", None, ""]
    assert value["b"] is None
    assert value["c"] == "null"


def test_values_know_their_lines() -> None:
    document = read_yaml("rules:\n- id: one\n- id: two\n  title: x\n", "f.yaml")
    assert document.line(("rules", 1, "title")) == 4
    assert document.line(("rules", 1, "missing")) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\na: 2\n", "f.yaml:2: the key 'a' stands here twice"),
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("? [1]\n: 2\n", "a key must be plain text"),
        ("a: [1\nb: 2\n", "f.yaml:"),
        ("a: 1\n---\nb: 2\n", "document"),
        ("[" * 100_000, "lie too deep"),
        ("a: \0\n", "f.yaml"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableInputError, match=words):
        read_yaml(text, "f.yaml")


def test_a_thousand_laughs_are_not_told() -> None:
    laughs = 'a: &a ["lol"]\n' + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(UnreadableInputError, match="aliases"):
        read_yaml(laughs, "f.yaml")
