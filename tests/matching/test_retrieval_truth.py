"""Who counts as found in the retrieval benchmark."""

from __future__ import annotations

from benchmarks._truth import Register

from holdpoint.model import Entity, Name


def _entity(key: str, name: str) -> Entity:
    return Entity(id=key, source=key[0], type="person", names=(Name(text=name),))


ENTRIES = (
    _entity("a:1", "Delmir Quellmar"),
    _entity("b:1", "Quellmar, Delmir"),
    _entity("c:1", "Delmyr Kvelmar"),
    _entity("d:1", "Zorvak Testov"),
)


def test_an_equal_name_is_the_same_party_and_another_spelling_is_not() -> None:
    assert Register(ENTRIES).same("a:1") == {"a:1", "b:1"}


def test_entries_that_links_make_one_party_are_found_in_each() -> None:
    linked = {"b:1": ("c:1",), "c:1": ("b:1", "d:1")}
    register = Register(ENTRIES, lambda key: linked.get(key, ()))
    assert register.same("a:1") == {"a:1", "b:1", "c:1", "d:1"}
    assert register.same("d:1") == {"d:1"}


def test_a_chain_of_links_that_joins_two_entries_of_one_list_is_not_followed() -> None:
    linked = {"b:1": ("c:1",), "c:1": ("b:1", "d:1"), "d:1": ("c:1", "b:2")}
    entries = (*ENTRIES, _entity("b:2", "Zorvak Andersov"))
    register = Register(entries, lambda key: linked.get(key, ()))
    assert register.same("a:1") == {"a:1", "b:1", "c:1"}


def test_a_full_name_in_another_romanisation_is_the_same_person_where_lists_have_it_once() -> None:
    entries = (
        _entity("a:7", "Andrey Delmirovich ZORVAKIN"),
        _entity("b:7", "ZORVAKIN, Andrei Delmirovich"),
        _entity("a:8", "Andrey Zorvakin"),
        _entity("b:8", "ZORVAKIN, Andrei"),
    )
    assert Register(entries).same("a:7") == {"a:7", "b:7"}
    assert Register(entries).same("a:8") == {"a:8"}
    twice = (*entries, _entity("b:9", "Andrey Dilmirovich ZORVAKIN"))
    assert Register(twice).same("a:7") == {"a:7"}
