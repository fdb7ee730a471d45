"""A reading made by hand of a text in our own words: invented firms, public places and bodies."""

from __future__ import annotations

import hashlib
from typing import Any

from holdpoint.model import (
    Amount,
    Attribution,
    Check,
    ClaimLink,
    Exhibit,
    Hedge,
    HedgeKind,
    Mention,
    Named,
    PlaceCandidate,
    ReadClaim,
    Reading,
    Review,
    RouteLeg,
    Source,
    Span,
    TimeRef,
)

TEXT = """\
Engines pass an inland sea, ministry says

VALMERA - The Trade Ministry of Valmera said on Friday that Kestrel Example Rotors has supplied \
Polar Example Trading with hundreds of small engines.

Its spokesperson, Jane Roe, said that an alleged workshop near Yelabuga "could be at work early \
next year". The ministry released satellite pictures of the site.

The engines go from Amirabad via the Caspian Sea to Makhachkala, the ministry said. From there \
they are sent to Seshcha and Primorsko-Akhtarsk.

Kestrel Example Rotors denied that it owns Polar Example Trading.

The workshop lies about 680 miles (1100 km) east of Moscow. An annex puts it outside of Moscow.
"""
MINISTRY = Attribution(
    source="ministry", name="Trade Ministry of Valmera", form="paraphrase", verb="said",
    time="2024-03-15", channel="a statement",
)  # fmt: skip
WIRE = Attribution(source="wire", name="Harbour Wire", form="narration")


def span(words: str, text: str = TEXT, *, last: bool = False) -> Span:
    start = text.rindex(words) if last else text.index(words)
    return Span(start=start, end=start + len(words), quote=words)


def hedge(words: str, kind: HedgeKind) -> Hedge:
    return Hedge(cue=span(words), kind=kind)


def place(
    key: str, name: str, country: str, lat: float, lon: float, score: float = 0.9, km: float = 5
) -> PlaceCandidate:
    return PlaceCandidate(
        id=key, name=name, kind="town", country=country, lat=lat, lon=lon,
        uncertainty_km=km, score=score, source="a gazetteer of the tests",
    )  # fmt: skip


def named(key: str, schema: str, name: str, **more: Any) -> Named:
    places = [i for i in range(len(TEXT)) if TEXT.startswith(name, i)]
    mentions = tuple(
        Mention(span=Span(start=i, end=i + len(name), quote=name)) for i in places
    )  # fmt: skip
    return Named(id=key, schema=schema, name=name, **{"mentions": mentions, **more})


def claim(number: int, predicate: str, subject: str, target: str | None, **more: Any) -> ReadClaim:
    quote = more.pop("quote")
    values: dict[str, Any] = {
        "kind": "relation", "stance": "reported", "attribution": (WIRE, MINISTRY),
        "confidence": 0.8, "recorded": "2024-03-16", "spans": (span(quote),),
    }  # fmt: skip
    return ReadClaim(
        id=f"claim-{number:016x}", document=SOURCE.id, predicate=predicate, subject=subject,
        object=target, **{**values, **more},
    )  # fmt: skip


SOURCE = Source(
    id="doc-" + hashlib.sha256(TEXT.encode()).hexdigest()[:16],
    sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    raw_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    media="text",
    title="Engines pass an inland sea, ministry says",
    publisher="Harbour Wire",
    published="2024-03-15",
    published_basis="given",
    url="https://wire.example.org/engines?id=1&lang=en",
    language="en",
    retrieved="2024-03-16",
)
NEXT_YEAR = TimeRef(
    span=span("early \nnext year") if "early \nnext" in TEXT else span("early next year"),
    start="2025-01-01", end="2025-03-31", precision="quarter",
    rule="year of publication + 1; early is read as January to March", of="event",
)  # fmt: skip
HUNDREDS = Amount(
    span=span("hundreds of small engines"), value=None, unit="count", minimum=200, maximum=999,
    about=True, of="small engines",
)  # fmt: skip
MILES = Amount(span=span("about 680 miles"), value=680.0, unit="mi", about=True)
LEGS = (
    RouteLeg(order=1, origin="amirabad", destination="makhachkala", via=("caspian-sea",)),
    RouteLeg(order=2, origin="makhachkala", destination="seshcha"),
    RouteLeg(order=2, origin="makhachkala", destination="primorsko-akhtarsk"),
)
ENTITIES = (
    named("valmera", "Country", "Valmera", country="QV"),
    named("ministry", "PublicBody", "Trade Ministry of Valmera", role="issuer", country="QV"),
    named("kestrel-example-rotors", "Company", "Kestrel Example Rotors", country="IR"),
    named("polar-example-trading", "Company", "Polar Example Trading", country="RU"),
    named("jane-roe", "Person", "Jane Roe", role="spokesperson", country="QV"),
    named("workshop", "Site", "alleged workshop", resolved=False, aliases=("The workshop",)),
    named("small-engines", "Goods", "small engines", goods=("uav_engines",)),
    named(
        "amirabad", "Place", "Amirabad", country="IR", chosen=None,
        candidates=(
            place("IRAMD", "Amirabad port", "IR", 36.85, 53.37),
            place("amirabad-tehran", "Amirabad, Tehran", "IR", 35.73, 51.39, 0.5, 3),
        ),
        note="several places of this name stand",
    ),
    named("caspian-sea", "Place", "Caspian Sea"),
    named("makhachkala", "Place", "Makhachkala", country="RU", chosen="RUMCX",
          candidates=(place("RUMCX", "Makhachkala", "RU", 42.98, 47.5),)),
    named("seshcha", "Place", "Seshcha", country="RU", chosen="seshcha",
          candidates=(place("seshcha", "Seshcha air base", "RU", 53.715, 33.338),)),
    named("primorsko-akhtarsk", "Place", "Primorsko-Akhtarsk", country="RU", chosen="pa",
          candidates=(place("pa", "Primorsko-Akhtarsk", "RU", 46.06, 38.23),)),
    named("yelabuga", "Place", "Yelabuga", country="RU", chosen="yelabuga",
          candidates=(place("yelabuga", "Yelabuga", "RU", 55.76, 52.03),)),
    named("moscow", "Place", "Moscow", country="RU", chosen="moscow",
          candidates=(place("moscow", "Moscow", "RU", 55.756, 37.617),)),
)  # fmt: skip
CLAIMS = (
    claim(1, "supplies", "kestrel-example-rotors", "polar-example-trading",
          quote="Kestrel Example Rotors has supplied Polar Example Trading with hundreds of small "
          "engines", kind="event", amounts=(HUNDREDS,), goods=("uav_engines",),
          hedges=(hedge("hundreds", "approximator"),), roles={"goods": "small-engines"}),
    claim(2, "located_in", "workshop", "yelabuga", quote="an alleged workshop near Yelabuga",
          stance="alleged", hedges=(hedge("alleged", "allegation"),)),
    claim(3, "operates", "workshop", None, quote='"could be at work early next year"',
          kind="event", modality="possible", value="at work", time=NEXT_YEAR,
          hedges=(hedge("could be", "possibility"),),
          attribution=(WIRE, MINISTRY, Attribution(source="jane-roe", name="Jane Roe",
                       form="direct_quote", verb="said", span=span("said that an")))),
    claim(4, "released_evidence", "ministry", "workshop", kind="evidence", attribution=(WIRE,),
          quote="The ministry released satellite pictures of the site"),
    claim(5, "ships_to", "kestrel-example-rotors", None, kind="route", legs=LEGS, value="engines",
          spans=(span("from Amirabad via the Caspian Sea to Makhachkala"),
                 span("they are sent to Seshcha and Primorsko-Akhtarsk")), quote="engines",
          confidence=0.72),
    claim(6, "owns", "kestrel-example-rotors", "polar-example-trading", stance="denied",
          quote="Kestrel Example Rotors denied that it owns Polar Example Trading",
          attribution=(WIRE, Attribution(source="kestrel-example-rotors", verb="denied",
                       name="Kestrel Example Rotors", form="paraphrase"))),
    claim(7, "distance", "workshop", "moscow", kind="quantity", amounts=(MILES,),
          quote="The workshop lies about 680 miles (1100 km) east of Moscow", attribution=(WIRE,),
          hedges=(hedge("about", "approximator"),)),
    claim(8, "located_in", "workshop", "moscow", quote="it outside of Moscow", attribution=(WIRE,)),
)  # fmt: skip
REVIEWS = (
    Review(claim=CLAIMS[0].id, state="accepted", by="m.keller", at="2024-03-18",
           reliability="B", credibility="2", reason="the ministry printed the invoices"),
    Review(claim=CLAIMS[4].id, state="accepted", by="m.keller", at="2024-03-19",
           reliability="B", credibility="3"),
    Review(claim=CLAIMS[7].id, state="rejected", by="m.keller", at="2024-03-18",
           reason="a slip of the annex"),
)  # fmt: skip
EXHIBITS = (
    Exhibit(
        id="exhibit-" + "ab" * 8, title="The site before", file="before.png", sha256="ab" * 32,
        media="image/png", size=100, captured="2023-04-01", issuer="Trade Ministry of Valmera",
        released="2024-03-15", claims=(CLAIMS[1].id, CLAIMS[3].id), site="workshop",
        footprint=((52.0, 55.7), (52.1, 55.7), (52.1, 55.8), (52.0, 55.8)), recorded="2024-03-18",
    ),
    Exhibit(
        id="exhibit-" + "cd" * 8, title="The site after", file="after.png", sha256="cd" * 32,
        media="image/png", size=100, captured="2024-02-11T09:30:00Z",
        issuer="Trade Ministry of Valmera", claims=(CLAIMS[1].id,), site="workshop",
    ),
)  # fmt: skip


def reading(**changed: Any) -> Reading:
    """The whole reading, each quote of it at its place."""
    values: dict[str, Any] = {
        "source": SOURCE, "text": TEXT, "entities": ENTITIES, "claims": CLAIMS,
        "times": (NEXT_YEAR,), "amounts": (HUNDREDS, MILES),
        "links": (
            ClaimLink(kind="contradicts", source=CLAIMS[7].id, target=CLAIMS[1].id,
                      why="two places for one site, some 900 km apart"),
        ),
        "checks": (
            Check(check="distance.geodesic", verdict="differs", claims=(CLAIMS[6].id,),
                  explanation="1,100 km are stated, the geodesic is 904 km: 22 % more.",
                  spans=(span("about 680 miles (1100 km)"),)),
            Check(check="location.conflict", verdict="conflict",
                  claims=(CLAIMS[1].id, CLAIMS[7].id),
                  explanation="Yelabuga and Moscow are two places."),
        ),
        "rejected": {"quote not in the text": 2},
        "notes": ("No issuer is named in the header.",),
    }  # fmt: skip
    return Reading(**{**values, **changed})
