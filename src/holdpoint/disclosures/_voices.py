"""Whose text it is: the first link of every chain, turns of a briefing, what stands in quotes."""

from __future__ import annotations

import functools
import re

from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._parsed import Parsed
from holdpoint.model import Attribution, Named, Stance

# "MR. SULLIVAN:" at the head of a line; "Q" for whoever asks. Bounded: a long line costs nothing.
_SPEAKER_LINE = re.compile(
    r"(?m)^[ \t]{0,8}(?:(?P<ask>Q(?:[ \t]{1,4}|:)|(?:QUESTION|REPORTER|Question|Reporter):)"
    r"|(?P<who>[A-Z][A-Z.'\u2019-]{1,20}(?: [A-Z][A-Z.'\u2019-]{0,20}){0,4}):)"
)
_OPENING, _CLOSING = "\u201c", "\u201d"
_MARKS = re.compile('["\u201c\u201d]')


def root_of(parsed: Parsed) -> tuple[Attribution, Stance]:
    """Give the first link of every chain, and the stance of what stands in its own voice.

    An issuer that publishes its own text asserts; a newspaper reports.
    """
    kept = parsed.kept
    issuer, publisher = kept.source.issuer, kept.source.publisher
    own = issuer is not None and (publisher is None or publisher == issuer)
    name = (issuer if own else publisher) or "publisher"
    named = _body_named(parsed, name)
    link = Attribution(
        source=named.id if named else _slug(name),
        name=named.name if named else name,
        form="narration",
        time=kept.source.published,
    )
    return link, "asserted" if own else "reported"


def _body_named(parsed: Parsed, name: str) -> Named | None:
    """Find the naming that is the publisher or issuer: the name, or a part in brackets."""
    first = re.split(r"[;/]", name)[0]
    parts = [part.strip(" ()") for part in re.split(r"[()]", first)]
    wanted = {_bare(part) for part in (first, *parts) if part.strip()}
    wanted |= {_bare(part.split(",")[0]) for part in parts}
    for named in parsed.found.named:
        if wanted & {_bare(one) for one in (named.name, *named.aliases)}:
            return named
    return None


@functools.lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    words = re.findall(r"\w+", name.lower())
    kept = [
        w
        for w in words
        if w not in {"the", "us", "u", "s", "of", "department", "agency", "departments"}
    ]
    return " ".join(kept or words)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.lower())) or "publisher"


def speaker_lines(parsed: Parsed) -> list[tuple[int, Attribution | None]]:
    """The turns of a briefing: offset of each and whose it is; ``None`` for a question."""
    text = parsed.kept.text
    found: list[tuple[int, Attribution | None]] = []
    for match in _SPEAKER_LINE.finditer(text, parsed.kept.body):
        if match["ask"]:
            found.append((match.start(), None))
            continue
        named = _person_named(parsed, match["who"])
        link = Attribution(
            source=named.id if named else _slug(match["who"]),
            name=named.name if named else match["who"],
            form="direct_quote",
            time=parsed.kept.source.published,
            span=span_at(text, match.start("who"), match.end("who")),
        )
        found.append((match.start(), link))
    # One line of capitals with a colon ("SUBJECT:") is a heading, not a briefing.
    titled = [link for _, link in found if link is None or _titled(link)]
    return found if titled else []


def _titled(link: Attribution) -> bool:
    words = (link.span.quote if link.span else "").split()
    return len(words) > 1 and words[0].rstrip(".") in words_of("speaker_title")


def _person_named(parsed: Parsed, title: str) -> Named | None:
    last = title.replace("\u2019", "'").lower().split()[-1]
    for named in parsed.found.named:
        if named.schema == "Person" and last in named.name.lower().replace("\u2019", "'").split():
            return named
    return None


def quoted_parts(parsed: Parsed) -> list[tuple[int, int]]:
    """Intervals within quote marks, paragraph by paragraph: a mark left open ends there."""
    text = parsed.kept.text
    found: list[tuple[int, int]] = []
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in parsed.sentences:
        start = bounds.get(sentence.paragraph, (sentence.start,))[0]
        bounds[sentence.paragraph] = (start, sentence.end)
    for start, end in bounds.values():
        opened = -1
        for match in _MARKS.finditer(text, start, end):
            mark = match.group()
            if opened >= 0 and mark != _OPENING:
                found.append((opened, match.end()))
                opened = -1
            elif mark != _CLOSING:
                opened = match.start()
        if opened >= 0:
            found.append((opened, end))
    return found
