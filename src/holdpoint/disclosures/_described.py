"""Things that a sentence speaks of without a name: "a new drone factory", "the network", "he"."""

from __future__ import annotations

import functools

from holdpoint.disclosures._kinds import DESCRIPTION, PRONOUN, places_of
from holdpoint.disclosures._name_tables import Description, demonyms, descriptions, goods
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.disclosures._tables import word_set

_MOST_ADJECTIVES = 4
_BODIES = frozenset(("Company", "Organization"))
_NEW_KINDS = frozenset(("Site", "Document", "Programme"))


def described(line: Line) -> None:
    """Find programmes, descriptions and pronouns; what they go back to is told later.

    A description's ``context`` is ``definite``, ``new`` or ``many``; a pronoun's the word.
    """
    if not word_set("programme").isdisjoint(line.held):
        _programmes(line)
    if not word_set("office_noun").isdisjoint(line.held):
        _offices(line)
    table, passed = descriptions(), 0
    for at in places_of(line.sentence.opens, DESCRIPTION):
        found = None if line.taken[at] or at < passed else table.at(line.lower, at)
        if found is not None and line.is_free(at, found[0]) and line.raw[at][0].islower():
            passed, description = found
            _describe(line, at, passed, description)
    for at in places_of(line.sentence.opens, PRONOUN):
        word = line.lower[at]
        if line.taken[at] or (word == "it" and _expletive(line, at)):
            continue
        seen = Seen(line.start(at), line.end(at + 1), "", word, form="pronoun")
        seen.context = word
        line.take(at, at + 1, seen)


def _programmes(line: Line) -> None:
    """Find "drone program", "UAV programme" with the state whose it is, where told."""
    words = word_set("programme")
    for at, word in enumerate(line.lower):
        if word not in words or line.taken[at]:
            continue
        first = at
        while first and at - first < _MOST_ADJECTIVES and _may_describe(line, first - 1):
            first -= 1
        topic = next(
            (found[1].id for n in range(first, at) if (found := goods().at(line.lower, n))), None
        )
        if topic is None:
            continue
        country = _owner(line, first)
        told = demonyms().at(line.raw, first)
        country = told[1] if told is not None else country
        name = " ".join(line.raw[first : at + 1])
        seen = Seen(line.start(first), line.end(at + 1), "Programme", name)
        seen.key, seen.country = f"programme:{country or ''}:{topic}", country
        line.take(first, at + 1, seen)


def _offices(line: Line) -> None:
    """Find offices without a name: "customs officials in Germany", "prosecutors in Utopia"."""
    nouns = word_set("office_noun")
    for at, word in enumerate(line.lower):
        untold = line.starting_at(line.start(at)) if word in nouns else None
        if word not in nouns or (line.taken[at] and (untold is None or untold.schema)):
            continue
        named = line.at(at - 1) in word_set("office_adjective") and not line.taken[at - 1]
        behind = line.starting_at(line.start(at + 2)) if at + 2 < len(line.raw) else None
        placed = line.at(at + 1) == "in" and behind is not None and behind.schema == "Country"
        if not named and not placed:
            continue
        first = at - 1 if named else at
        words = " ".join(line.raw[first : at + 1])
        seen = Seen(line.start(first), line.end(at + 1), "PublicBody", words, "description")
        seen.country = behind.country if placed and behind is not None else None
        seen.key, seen.resolved = f"state:{seen.country or ''}:{words.lower()}", False
        if untold is not None:
            line.seen.remove(untold)
        line.take(first, at + 1, seen)


def _may_describe(line: Line, at: int) -> bool:
    """Whether a word can be an adjective before a noun."""
    word = line.lower[at]
    if line.taken[at] or not word[0].isalpha():
        return False
    return word not in _no_adjectives()


@functools.cache
def _determiners() -> frozenset[str]:
    return word_set("definite") | word_set("indefinite") | word_set("owned")


@functools.cache
def _no_adjectives() -> frozenset[str]:
    return word_set("no_adjective") | word_set("definite") | word_set("owned")


def _owner(line: Line, first: int) -> str | None:
    """Give the country whose possessive stands before a word, adjectives and "and" passed over."""
    at = first - 1
    while at > 0 and first - at <= _MOST_ADJECTIVES + 1:
        if line.raw[at] in {"'s", "\u2019s", "'", "\u2019"}:
            owner = line.ending_at(line.end(at))
            return owner.country if owner is not None and owner.schema == "Country" else None
        if not line.raw[at][0].isalpha():
            return None
        at -= 1
    return None


def _describe(line: Line, at: int, end: int, description: Description) -> None:
    first = _determined(line, at)
    if first is None or (line.lower[first] == "that" and line.lower[end - 1].endswith("s")):
        # "It is critical that businesses": no "that" stands before a plural.
        return
    word = line.lower[first]
    definite = word in word_set("definite") or word in word_set("owned")
    called = line.at(first - 1) in {"calls", "called", "call"}
    predicate = line.at(first - 1) in word_set("predicative")
    if description.kind == "one" and predicate and not called:
        # "is the main front company of": that says what it is and names nobody.
        return
    behind = line.starting_at(line.start(end)) if end < len(line.raw) else None
    if behind is not None and _is_told_by(description, behind):
        # "the Utopian firm Quellmar", "the vessels A and B": that says what these are.
        return
    # "the procurement department of A" is told by A, not by a sentence before.
    definite = definite and not (description.schema in _BODIES and line.at(end) == "of")
    context = _context(description, definite=definite, called=called)
    if context is None:
        return
    if description.schema == "Site" and line.at(at - 1) in word_set("not_site"):
        return
    if word in word_set("owned") and context != "many":
        if description.schema == "Company":
            # "its subsidiary": another firm than the one whose it is.
            return
        first += 1
    seen = Seen(line.start(first), line.end(end), description.schema, "", form="description")
    bare = line.raw[first:end]
    if bare[0].lower() in _determiners():
        bare = bare[1:]
    seen.name, seen.context, seen.resolved = " ".join(bare), context, False
    seen.role = description.noun
    line.take(first, end, seen)


def _is_told_by(description: Description, name: Seen) -> bool:
    """Whether a noun right before a name says what is named."""
    if description.schema == "Vessel":
        return name.schema == "Vessel"
    return description.kind == "one" and name.schema in _BODIES


def _context(description: Description, *, definite: bool, called: bool) -> str | None:
    if description.kind == "many":
        return "many"
    if called and description.kind == "one":
        return "called"
    if definite:
        return "definite"
    return "new" if description.schema in _NEW_KINDS else None


def _determined(line: Line, at: int) -> int | None:
    """Give where the article before a noun stands, adjectives passed over."""
    for back in range(1, _MOST_ADJECTIVES + 2):
        first = at - back
        if first < 0 or line.taken[first]:
            return None
        word = line.lower[first]
        if word in _determiners():
            return first
        if word in word_set("no_adjective") or not word[0].isalpha():
            return None
        ahead = line.at(first - 1)
        counted = word in word_set("count_word") and ahead not in word_set("before_count")
        if counted and ahead not in _determiners():
            # "The office designated five firms": the article is the office's.
            return None
    return None


def _expletive(line: Line, at: int) -> bool:
    """Whether "it" stands for nothing: "it is critical that", "it's unclear whether"."""
    after = line.at(at + 2)
    if line.at(at + 1) in {"is", "was"} and after in word_set("says_what_it_is"):
        return False
    return line.at(at + 1) in word_set("expletive_after")
