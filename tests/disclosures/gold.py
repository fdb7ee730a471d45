"""Gold annotations beside the project, and documents made ready from them or by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from holdpoint.disclosures._parsed import Found, Kept, MentionAt, Parsed
from holdpoint.disclosures._sentences import split_sentences
from holdpoint.model import Amount, Mention, Named, Source, Span, TimeRef

FOLDER = Path(__file__).parents[2].parent / "shared" / "documents"


def gold_files() -> list[Path]:
    """The annotated texts, or a skip with the reason."""
    if not (FOLDER / "seed.txt").is_file():
        pytest.skip("the annotated documents are not beside the project (../shared/documents)")
    return [FOLDER / "seed.txt", *sorted(FOLDER.glob("[0-9]*.txt"))]


def load_gold(path: Path) -> tuple[str, int, dict[str, str], dict[str, Any]]:
    """Text, offset of its body, headers and annotation of one document."""
    text = path.read_text("utf-8")
    if path.name == "seed.txt":
        return text, 0, {}, yaml.safe_load((path.parent / "seed_gold.yaml").read_text("utf-8"))
    body = text.index("\n\n") + 2
    headers = dict(line.split(": ", 1) for line in text[:body].splitlines() if ": " in line)
    gold = yaml.safe_load(path.with_suffix(".gold.yaml").read_text("utf-8"))
    return text, body, {name.lower(): value for name, value in headers.items()}, gold


def _at(
    span: tuple[int, int],
    entity: str,
    schema: str,
    form: str = "name",
    members: tuple[str, ...] = (),
) -> MentionAt:
    start, end = span
    return MentionAt(start=start, end=end, entity=entity, schema=schema, form=form, members=members)


def made_ready(
    text: str,
    entities: Sequence[Mapping[str, Any]],
    *,
    body: int = 0,
    publisher: str | None = None,
    issuer: str | None = None,
    published: str | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    times: Sequence[TimeRef] = (),
    amounts: Sequence[Amount] = (),
) -> Parsed:
    """A document whose names are given: each entity with its id, schema, name and aliases.

    ``groups`` maps a phrase ("the network") to the ids of those whom it names; ``id=phrase`` ties a
    phrase to one entity instead.
    """
    found: dict[tuple[int, int], MentionAt] = {}
    for entity in entities:
        for phrase in (entity["name"], *entity.get("aliases", ())):
            for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text[body:]):
                span = (match.start() + body, match.end() + body)
                found.setdefault(span, _at(span, entity["id"], entity["schema"]))
        for mention in entity.get("mentions", ()):
            span = (mention["start"] + body, mention["end"] + body)
            found[span] = _at(span, entity["id"], entity["schema"])
    for phrase, members in (groups or {}).items():
        identity, _, words = phrase.rpartition("=")
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[body:]):
            span = (match.start() + body, match.end() + body)
            schema = next((e["schema"] for e in entities if e["id"] == identity), "Group")
            found[span] = _at(
                span, identity or words.replace(" ", "-"), schema, "description", members
            )
    kept: list[MentionAt] = []
    for mention in sorted(found.values(), key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    named = tuple(
        Named(
            id=entity["id"],
            schema=entity["schema"],
            name=entity["name"],
            aliases=tuple(entity.get("aliases", ())),
            country=entity.get("country"),
            mentions=tuple(
                Mention(span=Span(start=m.start, end=m.end, quote=text[m.start : m.end]))
                for m in kept
                if m.entity == entity["id"]
            ),
        )
        for entity in entities
    )
    source = Source(
        id="doc-0000000000000000",
        sha256="0" * 64,
        raw_sha256="0" * 64,
        media="text",
        publisher=publisher,
        issuer=issuer,
        published=published,
    )
    return Parsed(
        kept=Kept(source=source, text=text, body=body),
        sentences=split_sentences(text, body),
        found=Found(named=named, mentions=tuple(kept)),
        times=tuple(times),
        amounts=tuple(amounts),
    )
