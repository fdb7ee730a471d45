"""The project's own annotated documents are what their annotations say."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import get_args

import pytest
from benchmarks._disclosure_gold import FAMILIES, Gold, load

from holdpoint.disclosures import keep_document
from holdpoint.model import Modality, Polarity, Precision, Stance

FOLDER = Path(__file__).with_name("documents")
GOLDS = list(load([FOLDER]))
SCHEMAS = {schema for schemas in FAMILIES.values() for schema in schemas}


def test_there_are_two_dozen_in_four_media() -> None:
    assert len(GOLDS) == 24
    assert {keep_document(gold.text).source.media for gold in GOLDS} == {
        "text", "markdown", "html", "email",
    }  # fmt: skip


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_every_span_is_the_words_it_says(gold: Gold) -> None:
    kept = keep_document(gold.text)
    body = kept.text[kept.body :]
    assert gold.quotes
    assert gold.faults(body) == []
    page = gold.text.with_name(f"{gold.name}.gold.yaml").read_text("utf-8")
    assert f"body_sha256: {hashlib.sha256(body.encode()).hexdigest()}" in page


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_the_day_of_publication_is_found(gold: Gold) -> None:
    source = keep_document(gold.text).source
    if source.media == "markdown":  # says it in its text only
        assert source.published is None
    else:
        assert source.published == gold.published
    assert source.language == "en"


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_the_words_of_the_annotation_are_those_of_the_model(gold: Gold) -> None:
    assert {entity.schema for entity in gold.entities} <= SCHEMAS
    for fact in gold.facts:
        assert fact.stance in (None, *get_args(Stance))
        assert fact.modality in get_args(Modality)
        assert fact.polarity in get_args(Polarity)
        assert fact.object is None or gold.entity(fact.object)
        assert fact.root is None or gold.entity(fact.root)
        assert fact.spans
    for date in gold.dates:
        assert date.precision in get_args(Precision)
    for legs in gold.routes:
        for _, start, end in legs:
            assert gold.entity(start)
            assert gold.entity(end)
