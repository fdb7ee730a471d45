"""Set phrases that carry a claim of their own: distances, places within places, deals, returns."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

from holdpoint.disclosures._clause_line import Head, Line
from holdpoint.disclosures._drafts import (
    Draft,
    Memory,
    Scene,
    authority,
    family_of,
    fitting,
    head_of,
    heads_of,
    span_of,
)
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._placed import draft_of, group_behind, place_drafts, placed
from holdpoint.disclosures._predicates import families, schemas_of
from holdpoint.disclosures._tables import table

_SURE = 0.85
_LOW = 0.55
_NEAR = 6
_IS = frozenset({"is", "are", "was", "were"})
_GOODS = frozenset({"GoodsClass", "Goods"})
_DEALS = words_of("deal")
_MADE_KNOWN = words_of("made_known")
_BUYING = words_of("dealing")

Rule = Callable[[Scene, Memory, int, int], Iterator[Draft]]


@functools.cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in table("statements", ("rule", "phrase")):
        words = tuple(row["phrase"].split())
        found.setdefault(words[0], []).append((words, row.one_of("rule", tuple(_RULES))))
    return {word: tuple(sorted(held, key=lambda h: -len(h[0]))) for word, held in found.items()}


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(_phrases())


def statement_drafts(scene: Scene, memory: Memory) -> Iterator[Draft]:
    """Give the claims that set phrases carry."""
    line = scene.line
    table_, row = _phrases(), line.words
    behind = 0
    for index in line.where(_first_words()):
        for words, rule in table_[row[index]] if index >= behind else ():
            if row[index : index + len(words)] == words:
                yield from _RULES[rule](scene, memory, index, index + len(words))
                behind = index + len(words)
                break


def beside_drafts(scene: Scene) -> Iterator[Draft]:
    """Give the claims that a sentence tells whatever stood before it: deals, places, distances."""
    yield from _deals(scene)
    yield from place_drafts(scene)


def _actors(line: Line) -> list[Head]:
    return [head_of(line, i) for i in line.named if "actor" in family_of(line.mention(i))]


def _states(line: Line, first: int, last: int) -> list[Head]:
    return [
        head_of(line, i)
        for i in range(max(0, first), min(last, len(line.words)))
        if (mention := line.mention(i)) is not None and mention.schema == "Country"
    ]


def _both_ways(scene: Scene, memory: Memory, first: int, last: int) -> Iterator[Draft]:
    if memory.pair is None:
        return
    giver, taker = memory.pair
    start = first
    while start > 0 and scene.line.word(start - 1) not in {"that", ",", ";", "but"}:
        start -= 1
    head = Head(-1, (taker,), "Country", _LOW)
    other = Head(-1, (giver,), "Country", _LOW)
    yield draft_of(
        scene, "supports", head, other, [start, last - 1], first, confidence=_LOW,
        value="both ways", side=start,
        note="Who gives to whom is taken from the sentences before.",
    )  # fmt: skip


def _in_return(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    states = _states(scene.line, last, len(scene.line.words))
    ids: list[Head] = []
    for head in states:
        if head.ids not in [one.ids for one in ids]:
            ids.append(head)
    if len(ids) >= 2:  # noqa: PLR2004 - giver and taker
        at = ids[0].at
        yield draft_of(scene, "exchange_for", ids[0], ids[1], [first, last - 1], at, confidence=0.7)


def _part_of(scene: Scene, memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    subject = next((line.word(i) for i in range(first) if line.word(i) not in {"the", "this"}), "")
    if subject not in words_of("disclosing"):
        return
    body = memory.discloser or memory.last_body
    if body is None:
        return
    end = last
    while end < len(line.words) and line.word(end) not in {",", ".", ";"}:
        end += 1
    value = line.text[line.starts[last] : line.ends[end - 1]] if end > last else None
    head = Head(-1, (body,), "PublicBody", _LOW)
    yield draft_of(
        scene, "part_of", head, None, [0, end - 1], first, confidence=_LOW, value=value, side=0
    )


def _harmful(scene: Scene, memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    group = group_behind(line, last)
    if group is None:
        return
    targets = [h for h in heads_of(line, group) if "actor" in families().get(h.schema, ())]
    named = _states(line, 0, first)
    note = None
    roles: dict[str, Head] = {}
    if named:
        subject = named[0]
    elif memory.pair is not None:
        subject = Head(-1, memory.pair[:1], "Country", _LOW)
        roles["partner"] = Head(-1, memory.pair[1:], "Country", _LOW)
        note = "Who is meant is taken from the sentences before."
    else:
        return
    for target in targets:
        yield draft_of(
            scene, "assessed_harmful", subject, target, [0, last - 1], last - 1,
            confidence=_LOW, roles=roles, note=note, side=0,
        )  # fmt: skip


def _further(scene: Scene, memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    at = first - 1
    while at > 0 and line.word(at) in {"are", "is", "'re", "will", "be", "also"}:
        at -= 1
    if line.word(at) not in {"we", "i"}:
        return
    chain, _ = scene.sayings.of(first, quoted=True)
    speaker = memory.named.get(chain[-1].source)
    if speaker is None:
        return
    body = memory.named.get(memory.seats.get(speaker.id, ""))
    country = speaker.country or (body.country if body else None)
    states = (n for n in memory.found.named if n.schema == "Country" and n.country == country)
    whose = next(states, speaker) if country else speaker
    subject = Head(-1, (whose.id,), whose.schema, 0.7)
    value = line.text[line.starts[at] : line.ends[last - 1]]
    yield draft_of(
        scene, "intends_further_action", subject, None, [at, last - 1], last - 1,
        confidence=_LOW, value=value, side=at,
    )  # fmt: skip


def _ways(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    states = _states(scene.line, last, len(scene.line.words))
    if len(states) >= 2:  # noqa: PLR2004 - sender and receiver
        end = next(
            (i for i in range(len(scene.line.words) - 1, last, -1) if scene.line.word(i) != "."),
            last,
        )
        yield draft_of(
            scene, "routes_claimed", states[0], states[1], [first, end], first, side=first
        )


def _for_use(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    goods = [head_of(line, i) for i in range(first) if "goods" in family_of(line.mention(i))]
    owner = next((i for i in range(last, min(last + 3, len(line.words))) if line.mention(i)), None)
    if not goods or owner is None:
        return
    by = line.word(last - 1) == "by" or line.word(owner + 1) in {"'s", "'"}
    if not by or "actor" not in family_of(line.mention(owner)):
        return
    rest = _states(line, owner + 1, owner + 8)
    roles = {"location": rest[0]} if rest else {}
    yield draft_of(
        scene, "uses", head_of(line, owner), goods[-1], [goods[-1].at, owner], last - 1,
        modality="intended", roles=roles, side=first, confidence=0.7,
    )  # fmt: skip


def _purpose(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    documents = [
        head_of(line, i) for i in range(first) if family_of(line.mention(i)) & {"document", "law"}
    ]
    targets = [
        head_of(line, i)
        for i in range(last, len(line.words))
        if "programme" in family_of(line.mention(i))
    ]
    if documents and targets:
        yield draft_of(
            scene, "purpose", documents[-1], targets[0], [first], first, modality="intended"
        )


def _near(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    place = group_behind(line, last)
    head_at = first - 1
    if place is None or line.mention(head_at) is None or head_at not in line.heads:
        return
    if not family_of(line.mention(head_at)) & {"site", "place"}:
        return
    for target in fitting(heads_of(line, place), placed()):
        yield draft_of(scene, "located_near", head_of(line, head_at), target, [head_at], first)


def _no_action(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    line = scene.line
    if line.word(last) not in {"has", "was", "had", "is"}:
        return
    end = next((i for i in range(last, len(line.words)) if line.word(i) in {".", ",", ";"}), None)
    actors = [
        h for h in _actors(line) if h.at < first and h.schema in {"PublicBody", "Organization"}
    ]
    if not actors:
        return
    laws = [head_of(line, i) for i in range(first) if "law" in family_of(line.mention(i))]
    start, stop = span_of(line, [first, (end or len(line.words)) - 1])
    yield draft_of(
        scene, "action_taken", actors[-1], laws[-1] if laws else None, [first], first,
        polarity="negative", span=(start, stop), side=first, confidence=0.6,
    )  # fmt: skip


def _also_listed(scene: Scene, memory: Memory, first: int, last: int) -> Iterator[Draft]:
    """Reads "Also designated today are A and B": who is listed stands behind the verb."""
    line = scene.line
    copula = next((i for i in range(last, last + _NEAR) if line.word(i) in _IS), None)
    if first or copula is None:
        return
    at = next((i for i in range(copula + 1, copula + _NEAR) if i in line.at), None)
    if at is None:
        return
    group = line.at[at]
    listing = next(iter(authority(scene, memory, copula)), None)
    for subject in fitting(heads_of(line, group), _listable()):
        yield draft_of(
            scene, "listed_on", subject, listing, [first, copula], last - 1, side=first,
            anchor=(first, last - 1),
        )  # fmt: skip


def _frozen(scene: Scene, memory: Memory, first: int, last: int) -> Iterator[Draft]:
    """Reads "The following entities are subject to an asset freeze: A and B"."""
    line = scene.line
    behind = line.at.get(last + 1) if line.word(last) == ":" else None
    before = (g for g in reversed(line.groups) if g.last <= first and not g.before)
    for group in filter(None, (behind, next(before, None))):
        held = fitting(heads_of(line, group), _listable())
        for subject in held:
            yield draft_of(
                scene, "listed_on", subject, next(iter(authority(scene, memory, first)), None),
                [first, last - 1], first,
            )  # fmt: skip
        if held:
            return


def _listable() -> frozenset[str]:
    return schemas_of("actor", "vessel", "group") - {"Country"}


def _under_which(scene: Scene, _memory: Memory, first: int, last: int) -> Iterator[Draft]:
    """Reads "were negotiating a deal under which A would …"."""
    line = scene.line
    talks = next(
        (i for i in range(first) if line.word(i).startswith(("negotiat", "discuss"))), None
    )
    group = group_behind(line, last)
    if talks is None or group is None:
        return
    end = next((i for i in range(last, len(line.words)) if line.word(i) in {".", ";"}), last)
    value = line.text[line.starts[talks] : line.ends[end - 1]]
    for head in fitting(heads_of(line, group), _acting()):
        yield draft_of(
            scene, "negotiated", head, None, [talks, end - 1], talks, value=value, side=talks
        )


def _acting() -> frozenset[str]:
    return schemas_of("actor")


def _deals(scene: Scene) -> Iterator[Draft]:
    """Reads "A announced … a deal to procure G from B"."""
    line = scene.line
    for index in line.where(_DEALS):
        if line.word(index + 1) not in {"to", "for"}:
            continue
        if line.word(index + 1) == "to" and line.word(index + 2) not in _BUYING:
            continue
        known = next((i for i in range(index, -1, -1) if line.word(i) in _MADE_KNOWN), None)
        announced = next((i for i in range(index) if line.word(i) in _MADE_KNOWN), None)
        if known is None or announced is None:
            continue
        group = next(
            (g for g in reversed(line.groups) if g.last <= announced and not g.before), None
        )
        goods = next(
            (g for g in line.groups if g.first > index and fitting(heads_of(line, g), _GOODS)), None
        )
        if group is None or goods is None:
            continue
        seller = next((g for g in line.groups if g.before == "from" and g.first > index), None)
        roles = {"seller": heads_of(line, seller)[0]} if seller else {}
        units = [group.first, (seller or goods).heads[-1]]
        for head in heads_of(line, group):
            yield draft_of(
                scene, "announced_deal", head, fitting(heads_of(line, goods), _GOODS)[0], units,
                announced, roles=roles, frame="deal", at=index,
            )  # fmt: skip


_RULES: dict[str, Rule] = {
    "both_ways": _both_ways,
    "in_return": _in_return,
    "part_of": _part_of,
    "harmful": _harmful,
    "further": _further,
    "ways": _ways,
    "for_use": _for_use,
    "purpose": _purpose,
    "near": _near,
    "action": _no_action,
    "under_which": _under_which,
    "frozen": _frozen,
    "also_listed": _also_listed,
}
