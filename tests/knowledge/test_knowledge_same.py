"""One party on several lists: what links two entries, what keeps them apart, and who may say so."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.knowledge import build, open_snapshot, read_not_same, verify
from holdpoint.knowledge._same import SameParties
from holdpoint.knowledge._same_facts import facts_of
from holdpoint.model import Entity, Identifier, Link, Listing, Name, SourceInfo

_AUTHORITIES = {"eu-fsf-names": "EU", "eu-oj-1": "EU", "eu-oj-2": "EU", "un-sc": "UN"}


def _entry(
    entity: str, name: str, kind: str = "company", *, numbers: Iterable[str] = (), **more: Any
) -> Entity:
    source = entity.partition(":")[0]
    listing = Listing(
        authority=_AUTHORITIES.get(source, source.upper()),
        list=source,
        measure="asset_freeze",
        reference=more.pop("reference", None),
        note=more.pop("note", None),
    )
    identifiers = tuple(Identifier(kind=n.split()[0], value=n.split()[1]) for n in numbers)
    return Entity(
        id=entity,
        source=source,
        type=kind,  # type: ignore[arg-type]
        names=(Name(text=name), *(Name(text=t) for t in more.pop("also", ()))),
        identifiers=identifiers,
        listings=(listing,),
        **more,
    )


def _links(*entities: Entity, rejected: Iterable[frozenset[str]] = ()) -> list[Link]:
    same = SameParties(frozenset(rejected))
    for entity in entities:
        same.note(facts_of(entity))
    return list(same.links())


def _linked(*entities: Entity) -> bool:
    return bool(_links(*entities))


def _ship(entity: str, name: str, imo: str, kind: str = "vessel") -> Entity:
    return _entry(entity, name, kind, numbers=[f"imo {imo}"])


def test_a_ship_is_known_by_its_number_under_any_name() -> None:
    (link,) = _links(_ship("aa:1", "TEST STAR", "9051648"), _ship("bb:1", "OLD HAT", "9051648"))
    assert (link.subject, link.relation, link.object) == ("aa:1", "same_as", "bb:1")
    assert link.reasons == ("same IMO number 9051648",)
    assert link.basis == "secondary"
    assert not _linked(_ship("aa:1", "TEST STAR", "9051648"), _ship("bb:1", "TEST STAR", "9074729"))


def test_the_number_of_a_ship_in_the_entry_of_a_company_links_nothing() -> None:
    ship = _ship("aa:1", "TEST STAR", "9051648")
    assert not _linked(ship, _ship("bb:1", "TEST STAR SHIPPING", "9051648", "company"))


def test_entries_of_one_list_are_two_parties() -> None:
    assert not _linked(_ship("aa:1", "TEST STAR", "9051648"), _ship("aa:2", "OLD", "9051648"))


INN, OTHER_INN = "inn 7707083893", "inn 7736050003"


def test_a_tax_number_needs_a_word_of_the_name_too() -> None:
    bank = _entry("aa:1", "Primer Zarubezhny Bank JSC", numbers=[INN])
    assert _linked(bank, _entry("bb:1", "AO Zarubezhny Bank", numbers=[INN]))
    assert not _linked(bank, _entry("bb:1", "Kolokol Works", numbers=[INN]))


def test_a_branch_is_not_its_company() -> None:
    bank = _entry("aa:1", "Primer Zarubezhny Bank", numbers=[INN])
    branch = _entry("bb:1", "Primer Zarubezhny Bank Branch Mumbai", numbers=[INN])
    assert not _linked(bank, branch)


def test_numbers_that_differ_keep_namesakes_apart() -> None:
    one = _entry("aa:1", "Krasnozavodsky Vektorius Plant LLC", numbers=[INN], countries=("RU",))
    two = _entry("bb:1", "Krasnozavodsky Vektorius Plant", countries=("RU",))
    assert _linked(one, two)
    assert not _linked(one, dataclasses.replace(two, identifiers=(Identifier(
        kind="inn", value=OTHER_INN.split()[1]),)))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "other", "countries", "linked"),
    [
        ("Krasnozavodsky Vektorius Plant LLC", "OOO Krasnozavodsky Vektorius Plant", "RU", True),
        ("Krasnozavodsky Vektorius Plant LLC", "Krasnozavodsky Vektorius Plant JSC", "RU", False),
        ("Krasnozavodsky Vektorius Plant", "Krasnozavodsky Vektorius Plant", "", False),
        ("Vektorius LLC", "Vektorius LLC", "RU", False),  # a single word is many firms' name
        ("Research Center", "Research Center", "RU", False),  # words that tell nothing
    ],
)
def test_a_company_name_must_tell_enough_and_share_a_country(
    name: str, other: str, countries: str, linked: bool
) -> None:
    lands = tuple(countries.split())
    a, b = _entry("aa:1", name, countries=lands), _entry("bb:1", other, countries=lands)
    assert _linked(a, b) is linked


def test_a_name_that_one_list_has_twice_links_neither() -> None:
    name = "Krasnozavodsky Vektorius Plant"
    twins = [_entry(f"aa:{n}", name, countries=("RU",)) for n in (1, 2)]
    assert not _linked(*twins, _entry("bb:1", name, countries=("RU",)))


def _person(entity: str, name: str, *born: str, **more: Any) -> Entity:
    return _entry(entity, name, "person", birth_dates=born, **more)


@pytest.mark.parametrize(
    ("left", "right", "linked"),
    [
        (("TESTOVICH, Ivan", "1970-05-31"), ("Иван Петрович Тестович", "1970-05-31"), True),
        (("Ivan Testovic", "1970"), ("Ivan Testovic", "1970"), False),  # a year is no day
        (("Ivan Testovic", "1970-01-01"), ("Ivan Testovic", "1970-01-01"), False),  # a placeholder
        (("Ivan Testovic", "1970-05-31"), ("Ivan Testovic", "1971-05-31"), False),
        (("Ivan Testovic", "1970-05-31"), ("Pavel Testovic", "1970-05-31"), False),
        (("Testovic", "1970-05-31"), ("Testovic", "1970-05-31"), False),
        (("Ivan Testovic", "1970-05-31"), ("Ivan Testovic", "1970"), False),
    ],
)
def test_a_person_is_known_by_name_and_day_of_birth(
    left: tuple[str, str], right: tuple[str, str], linked: bool
) -> None:
    assert _linked(_person("aa:1", *left), _person("bb:1", *right)) is linked


def test_two_words_and_a_day_are_too_little_between_two_countries() -> None:
    a = _person("aa:1", "Ivan Testovic", "1970-05-31", nationalities=("GH",))
    assert not _linked(a, _person("bb:1", "Ivan Testovic", "1970-05-31", nationalities=("PK",)))
    assert _linked(a, _person("bb:1", "Ivan Testovic", "1970-05-31", nationalities=("GH",)))


def test_an_official_cross_reference_links_whatever_the_names_are() -> None:
    un = _person("un-sc:QDi.999", "IVAN TESTOVIC", reference="QDi.999")
    uk = _person("uk-conlist:77", "Somebody Else", note="UN reference QDi.999")
    au = _person("au-dfat:5", "Another Spelling", extra={"UN reference": "QDi.999"})
    links = _links(un, uk, au)
    assert len(links) == 3
    assert {link.basis for link in links} == {"official"}
    assert {link.reasons for link in links} == {("same UN reference QDi.999",)}


def test_a_reference_that_facts_contradict_links_nothing() -> None:
    un = _person("un-sc:QDi.999", "IVAN TESTOVIC", "1950-02-03", reference="QDi.999")
    uk = _person("uk-conlist:77", "Ivan Testovic", "1980-02-03", note="UN reference QDi.999")
    assert not _linked(un, uk)
    company = _entry("uk-conlist:77", "Testovic Ltd", note="UN reference QDi.999")
    assert not _linked(un, company)


def test_a_reference_in_two_entries_of_a_list_goes_by_the_name() -> None:
    un = _person("un-sc:QDi.999", "IVAN TESTOVIC", reference="QDi.999")
    own = _person("uk-conlist:77", "Ivan Testovic", note="UN reference QDi.999")
    other = _person("uk-conlist:78", "Pavel Kolokolnik", note="UN reference QDi.999")
    (link,) = _links(un, own, other)
    assert {link.subject, link.object} == {un.id, own.id}


def test_a_copy_of_names_goes_with_the_one_party_of_its_authority() -> None:
    copy = _entry("eu-fsf-names:a", "Ivan Petrovich TESTOVIC", "unknown")
    real = _person("eu-oj-1:1", "Ivan Petrovich TESTOVIC", "1970-05-31")
    assert _linked(copy, real)
    namesake = _person("eu-oj-2:1", "Ivan Petrovich TESTOVIC", "1980-05-31")
    assert not [x for x in _links(copy, real, namesake) if copy.id in (x.subject, x.object)]
    assert not _linked(copy, _person("un-sc:1", "Ivan Petrovich TESTOVIC"))


def test_a_rejected_link_is_left_out_and_counted() -> None:
    a, b = _ship("aa:1", "TEST STAR", "9051648"), _ship("bb:1", "OLD HAT", "9051648")
    same = SameParties([frozenset({"bb:1", "aa:1"})])
    same.note(facts_of(a))
    same.note(facts_of(b))
    assert list(same.links()) == []
    assert len(same.refused) == 1


def test_links_do_not_depend_on_the_order_of_the_lists() -> None:
    entries = [
        *(_ship(f"{s}:1", "TEST STAR", "9051648") for s in ("aa", "bb", "cc")),
        *(_person(f"{s}:2", "Ivan Testovic", "1970-05-31") for s in ("aa", "bb", "cc")),
    ]
    expected = _links(*entries)
    assert len(expected) == 6
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        assert _links(*entries) == expected


@dataclasses.dataclass
class _Edition:
    info: SourceInfo
    entities: list[Entity]
    links: tuple[Link, ...] = ()
    problems: tuple[()] = ()


def _editions(*entities: Entity) -> list[_Edition]:
    return [
        _Edition(
            SourceInfo(
                id=entity.source,
                title=entity.source,
                publisher="ZZ",
                authority="ZZ",
                format="test",
                rows=1,
                read=1,
                entities=1,
            ),
            [entity],
        )
        for entity in entities
    ]


def test_a_snapshot_names_the_party_from_both_ends_and_merges_nothing(tmp_path: Path) -> None:
    a, b = _ship("aa:1", "TEST STAR", "9051648"), _ship("bb:1", "OLD HAT", "9051648")
    report = build(_editions(a, b), out=tmp_path / "s", starter=False)
    assert (report.same_links, report.same_rejected) == (1, 0)
    snapshot = open_snapshot(tmp_path / "s")
    assert (snapshot.entity("aa:1"), snapshot.entity("bb:1")) == (a, b)
    (there,) = snapshot.same_as("aa:1")
    (back,) = snapshot.same_as("bb:1")
    assert (there.object, there.object_name) == ("bb:1", "OLD HAT")
    assert (back.subject, back.object, back.object_name) == ("bb:1", "aa:1", "TEST STAR")
    assert back.reasons == there.reasons
    assert verify(tmp_path / "s") == ()


def test_a_file_of_pairs_keeps_parties_apart(tmp_path: Path) -> None:
    path = tmp_path / "not-same.csv"
    path.write_text("one,other,why\nbb:1,aa:1,another ship had this number\n", "utf-8")
    a, b = _ship("aa:1", "TEST STAR", "9051648"), _ship("bb:1", "OLD HAT", "9051648")
    report = build(_editions(a, b), out=tmp_path / "s", starter=False, not_same=read_not_same(path))
    assert (report.same_links, report.same_rejected) == (0, 1)
    assert open_snapshot(tmp_path / "s").same_as("aa:1") == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [("a,b\naa:1,bb:1\n", None), ("one,other\naa:1,aa:1\n", 2), ("one,other\nTEST STAR,bb:1\n", 2)],
)
def test_a_file_of_pairs_that_is_none_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int | None
) -> None:
    path = tmp_path / "not-same.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableInputError) as error:
        read_not_same(path)
    assert [problem.line for problem in error.value.problems] == ([line] if line else [])
