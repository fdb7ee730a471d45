"""Hand-made annotations of documents, read leniently: a field that is missing is not measured.

A document stands beside its gold: ``NAME.gold.yaml`` (or ``NAME_gold.yaml``) names the text in
``meta.file``, or means ``NAME.txt``. Offsets count code points of the body (``meta.offsets`` says
so), or of the whole file where there is no header block.
"""

from __future__ import annotations

import calendar
import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import holdpoint
from holdpoint.files import read_yaml

_TABLES = Path(holdpoint.__file__).parent / "disclosures" / "data"
HEDGED_STANCES = frozenset({"alleged", "contended", "assessed", "denied", "retracted"})
_PRECISIONS = {
    "decade-of-month": "part_of_month",
    "open range": "open",
    "halfyear": "half_year",
}
_MODALITIES = {"deontic_urge": "urged", "purpose": "intended", "deontic_must": "required"}
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_MARKS = re.compile(r"[^\w&-]+")

FAMILIES = {
    "person": ("Person",),
    "organisation": ("Company", "Organization", "PublicBody", "LegalEntity", "Group"),
    "place": (
        "Country", "City", "Town", "Port", "Airport", "AirBase", "Region", "Zone", "WaterBody",
        "Place", "Site", "Address", "Building",
    ),
    "vessel": ("Vessel",),
    "aircraft": ("Airplane",),
    "goods": ("GoodsClass", "Goods"),
    "text": ("LegalInstrument", "Law", "Document", "Article"),
    "programme": ("Programme", "Program", "Project"),
}  # fmt: skip
"""Schemas that are alike enough for a mention to count as the same thing."""

_FAMILY = {schema: family for family, schemas in FAMILIES.items() for schema in schemas}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """A thing that the text names; ``strings`` are its folded names, ``spans`` its mentions."""

    id: str
    schema: str
    strings: frozenset[str]
    spans: tuple[tuple[int, int], ...]
    country: str | None
    point: tuple[float, float] | None
    resolved: bool

    @property
    def family(self) -> str:
        """The family of its schema."""
        return family(self.schema)

    @property
    def described(self) -> bool:
        """Whether the text describes it rather than naming it."""
        return not self.resolved or self.family in ("goods", "text", "programme")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFact:
    """A relation or claim of the gold. ``None`` fields are not annotated and not measured.

    Attributes:
        listed: It stands under ``claims`` and not only under ``relations``.
        root: Words or id of the last link of the attribution chain, whose statement it is.
        narrated: The publisher itself says it.
        hedged: The annotation has a hedge other than an approximation.
    """

    id: str
    subject: str
    predicate: str
    object: str | None
    roles: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    stance: str | None = None
    modality: str | None = None
    polarity: str | None = None
    root: str | None = None
    narrated: bool = False
    hedged: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDate:
    """A date of the gold with its interval; ``None`` at an end is open."""

    span: tuple[int, int]
    start: str | None
    end: str | None
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAmount:
    """A quantity that stands within ``span``; ``minimum`` only where the amount is vague."""

    span: tuple[int, int]
    value: float | None
    minimum: float | None
    unit: str
    about: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """All annotations of one document, with offsets into the whole kept text."""

    name: str
    set: str
    text: Path
    published: str | None
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    routes: tuple[tuple[tuple[int, str, str], ...], ...]
    dates: tuple[GoldDate, ...]
    amounts: tuple[GoldAmount, ...]
    goods: tuple[tuple[int, int], ...]
    checks: tuple[str, ...]
    quotes: tuple[tuple[int, int, str], ...] = field(default=())

    def entity(self, key: str) -> GoldEntity | None:
        """The entity with this id."""
        return next((entity for entity in self.entities if entity.id == key), None)

    def shifted(self, by: int) -> Gold:
        """The same with every offset moved: the body begins so far into the kept text."""

        def moved(span: tuple[int, int]) -> tuple[int, int]:
            return span[0] + by, span[1] + by

        return replace(
            self,
            entities=tuple(replace(e, spans=tuple(map(moved, e.spans))) for e in self.entities),
            facts=tuple(replace(f, spans=tuple(map(moved, f.spans))) for f in self.facts),
            dates=tuple(replace(d, span=moved(d.span)) for d in self.dates),
            amounts=tuple(replace(a, span=moved(a.span)) for a in self.amounts),
            goods=tuple(map(moved, self.goods)),
            quotes=tuple((s + by, e + by, text) for s, e, text in self.quotes),
        )

    def faults(self, text: str) -> list[str]:
        """Spans of the gold that are not what they say, each in words."""
        return [
            f"{self.name}: {start}:{end} is {text[start:end]!r}, not {quote!r}"
            for start, end, quote in self.quotes
            if text[start:end] != quote
        ]


def family(schema: str) -> str:
    return _FAMILY.get(schema, schema.lower())


def folded(text: str) -> str:
    """A name without case, article, marks and possessive, for comparing."""
    words = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    words = _MARKS.sub(" ", words.replace("\u2019", "'").replace("'s", "")).strip()
    return " ".join(words.removeprefix("the ").split())


def core(text: str) -> str:
    """A mention cut to its words with a capital or digit: ``outside of Moscow`` gives ``Moscow``.

    Annotators quote a word or two around a name so that the place in the text is clear.
    """
    words = text.split()
    naming = [n for n, word in enumerate(words) if word[:1].isupper() or word[:1].isdigit()]
    if not naming:
        return text
    kept = words[naming[0] : naming[-1] + 1]
    if len(kept) > 1 and kept[0] == "The":
        kept = kept[1:]
    return _POSSESSIVE.sub("", " ".join(kept))


def load(cases: Iterable[Path], label: str | None = None) -> Iterator[Gold]:
    """Every annotated document of some folders or files, by name."""
    for case in cases:
        files = sorted(case.glob("*gold.yaml")) if case.is_dir() else [case]
        for file in files:
            yield read_gold(file, label)


def read_gold(path: Path, label: str | None = None) -> Gold:
    """One annotation file; what it lacks is left out."""
    data: Mapping[str, Any] = read_yaml(path.read_text("utf-8"), path.name).value or {}
    meta = data.get("meta") or {}
    stem = re.sub(r"[._]gold\.yaml$", "", path.name)
    name = meta.get("set") or label or ("seed" if stem == "seed" else "dev")
    entities = tuple(_entity(row) for row in _list(data, "entities"))
    facts = _facts(data, entities)
    return Gold(
        name=stem,
        set=name,
        text=path.with_name(meta.get("file") or f"{stem}.txt"),
        published=meta.get("published"),
        entities=entities,
        facts=facts,
        routes=tuple(_route(row) for row in _list(data, "routes")),
        dates=tuple(_dates(data)),
        amounts=tuple(_amounts(data)),
        goods=tuple(
            span
            for row in _list(data, "goods")
            if (span := _span(row.get("span") or row.get("evidence")))
        ),
        checks=tuple(str(row.get("id_of") or row.get("check")) for row in _list(data, "checks")),
        quotes=tuple(_quotes(data)),
    )


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


def _span(row: object) -> tuple[int, int] | None:
    if not isinstance(row, Mapping):
        return None
    ends = str(row.get("start")), str(row.get("end"))  # a time has days under these names
    return (int(ends[0]), int(ends[1])) if all(map(str.isdigit, ends)) else None


def _spans(row: Mapping[str, Any], key: str) -> tuple[tuple[int, int], ...]:
    return tuple(span for one in _list(row, key) if (span := _span(one)))


def _quotes(value: object) -> Iterator[tuple[int, int, str]]:
    """Every span with its text, wherever it stands in the file."""
    if isinstance(value, Mapping):
        span = _span(value)
        if span and isinstance(value.get("text"), str):
            yield (*span, value["text"])
        for inner in value.values():
            yield from _quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _quotes(inner)


def _entity(row: Mapping[str, Any]) -> GoldEntity:
    mentions = [m.get("text") or "" for m in _list(row, "mentions")]
    names = [row.get("name") or "", *(row.get("aliases") or ())]
    bare = [_REMARK.sub("", name) for name in names]
    strings = {folded(text) for text in (*bare, *mentions, *map(core, mentions))}
    point = (float(row["lat"]), float(row["lon"])) if row.get("lat") and row.get("lon") else None
    return GoldEntity(
        id=str(row.get("id")),
        schema=row.get("schema") or "LegalEntity",
        strings=frozenset(strings - {""}),
        spans=_spans(row, "mentions"),
        country=row.get("country"),
        point=point,
        resolved=row.get("resolved") != "false",
    )


def _table(name: str) -> list[dict[str, str]]:
    path = _TABLES / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))


@cache
def _words() -> Mapping[str, dict[str, str]]:
    """Words of annotations and exchange formats for a predicate, as the reader's own table."""
    return {row["word"]: row for row in _table("predicate_words")}


@cache
def _both_ways() -> frozenset[str]:
    return frozenset(row["predicate"] for row in _table("predicates") if row["both"] == "yes")


def predicate(word: str) -> str:
    """The predicate by which a reading says what an annotation's word says."""
    return _words()[word]["predicate"] if word in _words() else word


def symmetric(word: str) -> bool:
    """Whether the statement reads the same from either side."""
    return word in _both_ways()


def _facts(data: Mapping[str, Any], entities: Sequence[GoldEntity]) -> tuple[GoldFact, ...]:
    """Claims, and those relations that no claim says already."""
    claims = [_fact(row, entities, listed=True) for row in _list(data, "claims")]
    told = {(fact.subject, fact.predicate, fact.object) for fact in claims}
    relations = [_fact(row, entities, listed=False) for row in _list(data, "relations")]
    return (
        *claims,
        *(fact for fact in relations if (fact.subject, fact.predicate, fact.object) not in told),
    )


def _fact(row: Mapping[str, Any], entities: Sequence[GoldEntity], *, listed: bool) -> GoldFact:
    word = str(row.get("predicate") or "")
    known = _words().get(word, {})
    modality = row.get("modality") or known.get("modality") or None
    ends = (str(row.get("subject")), row.get("object"))
    subject, object_ = ends[::-1] if known.get("swap") == "yes" and ends[1] else ends
    root, narrated = _root(row.get("attribution"), entities)
    ids = {entity.id for entity in entities}
    roles = row.get("roles") if isinstance(row.get("roles"), Mapping) else {}
    return GoldFact(
        id=str(row.get("id") or f"{row.get('subject')} {word} {row.get('object')}"),
        subject=str(subject),
        predicate=predicate(word),
        object=object_,
        roles=tuple(v for v in (roles or {}).values() if isinstance(v, str) and v in ids),
        spans=_spans(row, "evidence"),
        stance=row.get("stance"),
        modality=_MODALITIES.get(modality, modality) if modality else None,
        polarity=row.get("polarity"),
        root=root,
        narrated=narrated,
        hedged=_hedged(row.get("hedge") or row.get("hedges")),
        listed=listed,
    )


def _hedged(hedge: object) -> bool:
    if isinstance(hedge, list):
        return any(map(_hedged, hedge))
    if isinstance(hedge, Mapping):
        return hedge.get("kind") != "approximator"
    return bool(hedge)


def _root(chain: object, entities: Sequence[GoldEntity]) -> tuple[str | None, bool]:
    """Whose statement it is: the last link; an annotation in words names an entity or says less."""
    if isinstance(chain, str):
        words = f" {folded(chain)} "
        for entity in entities:
            if entity.id == chain or any(f" {text} " in words for text in entity.strings):
                return entity.id, False
        return None, False
    links = chain if isinstance(chain, list) else [chain]
    if not links or not isinstance(links[-1], Mapping) or not links[-1].get("source"):
        return None, False
    return str(links[-1]["source"]), links[-1].get("form") == "narration"


def _route(row: Mapping[str, Any]) -> tuple[tuple[int, str, str], ...]:
    return tuple(
        (int(leg.get("n") or number), str(leg.get("frm")), str(leg.get("to")))
        for number, leg in enumerate(_list(row, "legs"), 1)
    )


def _dates(data: Mapping[str, Any]) -> Iterator[GoldDate]:
    for row in _list(data, "dates"):
        span = _span(row.get("span"))
        if span and row.get("value"):
            start, end = interval(row["value"])
            yield GoldDate(span=span, start=start, end=end, precision=_precision(row))
    for row in _list(data, "claims"):
        time = row.get("valid_time")
        span = _span(time.get("text")) if isinstance(time, Mapping) else None
        if span and isinstance(time, Mapping) and time.get("precision"):
            ends = (time.get("start"), time.get("end"))
            yield GoldDate(span=span, start=ends[0], end=ends[1], precision=_precision(time))


def _precision(row: Mapping[str, Any]) -> str:
    told = str(row.get("precision") or "day")
    return _PRECISIONS.get(told, told)


def interval(value: str) -> tuple[str | None, str | None]:
    """First and last day of ``2022``, ``2022-07``, ``2022-07-01/2022-07-10`` or ``2020-01-01/``."""
    first, slash, last = value.partition("/")
    return _first(first), _last(last if slash else first)


def _first(day: str) -> str | None:
    return f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10] if day else None


def _last(day: str) -> str | None:
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{calendar.monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day or None


def _amounts(data: Mapping[str, Any]) -> Iterator[GoldAmount]:
    for row in _list(data, "quantities"):
        if span := _span(row.get("span")):
            yield _amount(row, span)
    for row in _list(data, "claims"):
        spans = _spans(row, "evidence")
        if not spans:
            continue
        value = row.get("value")
        rows = _list(value, "quantities") if isinstance(value, Mapping) else []
        if isinstance(value, Mapping) and value.get("value_min"):
            rows.append(
                {"min": value["value_min"], "unit": value.get("currency"), "approx": "true"}
            )
        roles = row.get("roles")
        if isinstance(roles, Mapping) and isinstance(roles.get("amount"), Mapping):
            rows.append({**roles["amount"], "approx": "true"})
        for one in rows:
            yield _amount(one, spans[0])


def _amount(row: Mapping[str, Any], span: tuple[int, int]) -> GoldAmount:
    least = row.get("min") or row.get("minimum")
    about = row.get("approx") or row.get("about")
    return GoldAmount(
        span=span,
        value=float(row["value"]) if row.get("value") else None,
        minimum=float(least) if least else None,
        unit=row.get("unit") or "count",
        about=None if about is None else about == "true",
    )
