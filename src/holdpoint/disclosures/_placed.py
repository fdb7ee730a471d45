"""Where things lie, on which list they stand, how far they are and when they start work."""

from __future__ import annotations

from collections.abc import Iterator

from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._drafts import Draft, Scene, family_of, head_of, heads_of, span_of
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._predicates import schemas_of
from holdpoint.disclosures._tables import word_set

_SURE = 0.85
_NEAR = 2
_INSIDE = frozenset({"in", "at", "inside", "within"})
_PARTS = frozenset({"Zone", "Port", "City", "Region", "AirBase"})
_LENGTHS = frozenset({"km", "mile", "mi", "nautical mile", "nmi"})
_FIRMS = frozenset({"Company", "Organization"})
_LIES = ("place", "site")
_LYING = frozenset(_LIES)
_LISTS = frozenset({"list", "lists"})
_WORK = frozenset({"operational", "operation", "production"})
_BEARINGS = words_of("bearing")


def place_drafts(scene: Scene) -> Iterator[Draft]:
    """Give the claims of a sentence on places, lists, distances and starts of work."""
    yield from lies_in(scene)
    yield from _on_list(scene)
    yield from _distances(scene)
    yield from _goes_into_operation(scene)


def draft_of(
    scene: Scene,
    predicate: str,
    subject: Head,
    other: Head | None,
    units: list[int],
    where: int,
    **more: object,
) -> Draft:
    """Make the draft of a statement of place; ``more`` sets what differs from the usual."""
    held = [head.at for head in (subject, other) if head is not None and head.at >= 0]
    values: dict[str, object] = {
        "predicate": predicate,
        "subject": subject,
        "object": other,
        "anchor": (where, where),
        "span": span_of(scene.line, [*units, *held]),
        "heads": tuple(held),
        "side": subject.at,
        "at": where,
        "frame": predicate,
        "confidence": _SURE,
    }
    values.update(more)
    return Draft(**values)  # type: ignore[arg-type]


def group_behind(line: Line, at: int) -> Group | None:
    """Give the thing that the next few words name, over words that only describe it."""
    for index in range(at, min(at + 5, len(line.words))):
        if index in line.at:
            return line.at[index]
        if not (line.word(index).isalpha() or line.word(index) == "'s" or line.mention(index)):
            return None
    return None


def placed() -> frozenset[str]:
    """Give the schemas of what has a place on the map."""
    return schemas_of("place")


def lies_in(scene: Scene) -> Iterator[Draft]:
    """Reads "the site in A's B zone", "A in B"."""
    line, lying = scene.line, schemas_of(*_LIES)
    for index in line.named:
        mention = line.mention(index)
        if mention is None:
            continue
        if mention.schema in _FIRMS:
            yield from _seated(scene, index)
        if mention.schema not in lying:
            continue
        if line.word(index + 1) == "'s" and mention.schema == "Country":
            target = line.mention(index + 2)
            if target is not None and target.schema in _PARTS:
                yield draft_of(
                    scene, "located_in", head_of(line, index + 2), head_of(line, index),
                    [index, index + 2], index + 2,
                )  # fmt: skip
        if line.word(index + 1) in _INSIDE and mention.schema != "Country":
            yield from _within(scene, index)


def _within(scene: Scene, index: int) -> Iterator[Draft]:
    """Reads "the site in B"."""
    line = scene.line
    group = group_behind(line, index + 2)
    if group is None or index not in line.heads or _of_no_place(line, index + 2, group.first):
        return
    held = [head for head in heads_of(line, group)[:1] if head.schema in placed()]
    if held and held[0].ids != head_of(line, index).ids:
        yield draft_of(scene, "located_in", head_of(line, index), held[0], [index], index)


def _of_no_place(line: Line, first: int, last: int) -> bool:
    """Tell whether "of" stands between that leads from no place: "in A at the request of B"."""
    return any(
        line.word(at) == "of" and line.word(at - 1) not in word_set("place_noun")
        for at in range(first, last)
    )


def _seated(scene: Scene, index: int) -> Iterator[Draft]:
    """Reads "A of Dubai", "A (B) in Turkey", "A, a trader in Turkey"."""
    line, mention = scene.line, scene.line.mention(index)
    at = _before_seat(line, index)
    if line.word(at) not in {"of", "in"} or index not in line.heads:
        return
    group = group_behind(line, at + 1)
    if group is None or group.first - at > _NEAR or mention is None or mention.form == "pronoun":
        return
    if mention.form == "description" and line.word(at) == "in" and at == index + 1:
        # "represents the company in B": the deed is done there.
        return
    for place in heads_of(line, group)[:1]:
        if place.schema == "Country" and line.word(at) == "of":
            # "A Ltd. of Hong Kong" says which A is meant: a fact of A, no statement.
            continue
        if place.schema in placed():
            yield draft_of(
                scene, "located_in", head_of(line, index), place, [index], at, apart=True
            )


def _before_seat(line: Line, index: int) -> int:
    """Give where the "of" or "in" of a firm's seat may stand, brackets and descriptions past."""
    at = index + 1
    if line.word(at) == "(":
        at = next(
            (i + 1 for i in range(at, min(at + 8, len(line.words))) if line.word(i) == ")"), at
        )
    if line.word(at) == "," and line.word(at + 1) in {"a", "an"}:
        ahead = range(at + 2, min(at + 7, len(line.words)))
        ends = (i for i in ahead if not line.word(i).isalpha() or line.word(i) in {"in", "of"})
        behind = next(ends, at)
        return behind if line.word(behind) == "in" else index
    return at + 1 if line.word(at) == "," and line.word(at + 1) == "in" else at


def _on_list(scene: Scene) -> Iterator[Draft]:
    """Reads "A has been on the sanctions list of B", "A is on B's list"."""
    line = scene.line
    if line.held.isdisjoint(_LISTS):
        return
    for index in range(2, len(line.words)):
        if line.word(index) not in _LISTS:
            continue
        start = max(0, index - 8)
        on = next((i for i in range(index - 1, start, -1) if line.word(i) == "on"), None)
        if on is None or line.word(on - 1) not in {"is", "are", "been", "was", "were", "remains"}:
            continue
        subject = next((g for g in reversed(line.groups) if g.last <= on and not g.before), None)
        owners = [i for i in range(on, index) if "actor" in family_of(line.mention(i))]
        behind = group_behind(line, index + 2) if line.word(index + 1) == "of" else None
        bodies = [head_of(line, i) for i in owners] or (heads_of(line, behind) if behind else [])
        if subject is None or not bodies:
            continue
        for head in heads_of(line, subject):
            yield draft_of(scene, "listed_on", head, bodies[0], [index], on, anchor=(on - 2, on))


def _distances(scene: Scene) -> Iterator[Draft]:
    """Reads "…, which is about 680 miles (1,100 km) east of B"."""
    line = scene.line
    amounts = [amount for amount in scene.amounts if amount.unit in _LENGTHS]
    if not amounts:
        return
    first_amount, last_amount = amounts[0], amounts[-1]
    at = next((i for i, at in enumerate(line.starts) if at >= last_amount.span.end), None)
    if at is None:
        return
    bearing = next(
        (i for i in range(at, min(at + 4, len(line.words))) if line.word(i) in _BEARINGS), None
    )
    if bearing is None:
        return
    target = group_behind(line, bearing + 1)
    before = [
        head_of(line, i)
        for i in line.named
        if line.ends[i] <= first_amount.span.start
        and i in line.heads
        and not family_of(line.mention(i)).isdisjoint(_LYING)
    ]
    if target is None or not before:
        return
    subject, other = before[-1], heads_of(line, target)[0]
    start = min(first_amount.span.start, line.starts[bearing])
    yield draft_of(
        scene, "distance", subject, other, [bearing], bearing,
        span=(start, line.ends[other.at]), amounts=tuple(amounts),
        value=line.word(bearing) if line.word(bearing) not in {"from", "away"} else None,
    )  # fmt: skip


def _goes_into_operation(scene: Scene) -> Iterator[Draft]:
    """Reads "the plant could be fully operational early next year"."""
    line = scene.line
    for index in line.where(_WORK):
        verb = next(
            (i for i in range(index - 1, max(-1, index - 6), -1)
             if line.word(i) in {"be", "become", "is", "are", "begin", "start", "enter", "into"}),
            None,
        )  # fmt: skip
        if verb is None:
            continue
        site = next(
            (g for g in reversed(line.groups)
             if g.first < verb and "site" in family_of(line.mention(g.heads[0]))),
            None,
        )  # fmt: skip
        if site is None:
            continue
        end = max((i for i in line.dated if i > index), default=index)
        first = verb
        while first > site.last and line.word(first - 1) not in {'"', ",", "that"}:
            first -= 1
        yield draft_of(
            scene, "planned_operational", heads_of(line, site)[0], None, [first, end], index,
            anchor=(first, index), span=span_of(line, [first, end]),
        )  # fmt: skip
