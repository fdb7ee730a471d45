"""Frozen values that are made quickly are those that a dataclass would make."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdpoint._quick import maker, quick
from holdpoint.model import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    name: str
    type: str = "firm"  # the name of a function that making a value calls
    notes: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    name: str
    type: str = "firm"
    notes: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True)
class Placed:
    start: int
    kind: str = "none"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {"name": st.text()},
        optional={
            "type": st.text(),
            "notes": st.tuples(st.text()),
            "numbers": st.dictionaries(st.text(), st.integers()),
        },
    )
)
def test_the_fields_are_those_that_a_dataclass_gives(values: dict[str, object]) -> None:
    usual, made = Usual(**values), Quick(**values)  # type: ignore[arg-type]
    assert dataclasses.asdict(made) == dataclasses.asdict(usual)
    assert repr(made) == repr(usual).replace("Usual", "Quick")
    assert made == Quick(**values)  # type: ignore[arg-type]
    assert type(made) is Quick
    assert maker(Usual)(**values) == usual  # type: ignore[arg-type]


def test_the_signature_is_that_of_the_dataclass() -> None:
    usual, made = inspect.signature(Usual), inspect.signature(Quick)
    assert list(made.parameters) == list(usual.parameters)
    assert {p.kind for p in made.parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert list(inspect.signature(Placed).parameters) == ["start", "kind"]


def test_a_value_is_frozen_once_it_is_made() -> None:
    made = Quick(name="a")
    for one in (made, maker(Quick)(name="a")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.name = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.type
    assert made.name == "a"


def test_each_value_has_a_mapping_of_its_own() -> None:
    assert Quick(name="a").numbers is not Quick(name="a").numbers


def test_what_is_missing_unknown_or_by_place_is_refused() -> None:
    for wrong in ((), ("a",)):
        with pytest.raises(TypeError):
            Quick(*wrong)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Quick(name="a", colour="b")  # type: ignore[call-arg]


def test_fields_may_stand_by_place_where_the_dataclass_lets_them() -> None:
    made = Placed(1, "word")
    assert (made.start, made.kind) == (1, "word")
    assert made == Placed(start=1, kind="word")


def test_copies_replacements_and_pickles_are_equal() -> None:
    made = Named(id="quellmar", schema="Company", name="Quellmar Ltd.", identifiers={"imo": "1"})
    assert copy.deepcopy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made
    assert dataclasses.replace(made, name="Other").identifiers == {"imo": "1"}


def test_a_subclass_makes_values_of_its_own() -> None:
    class Other(Placed):
        __slots__ = ()

    assert type(Other(1)) is Other


@dataclass(frozen=True, slots=True)
class WithStep:
    start: int

    def __post_init__(self) -> None:
        """Stand for a step that the quick way would leave out."""


@dataclass(frozen=True)
class WithDict:
    start: int


@dataclass(frozen=True, slots=True)
class Mixed:
    start: int
    end: int = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Hidden:
    _class: str


@pytest.mark.parametrize("cls", [WithStep, WithDict, Mixed, Hidden], ids=lambda cls: cls.__name__)
def test_a_class_for_which_it_would_not_do_the_same_is_refused(cls: type) -> None:
    for make in (quick, maker):
        with pytest.raises(TypeError, match=cls.__name__):
            make(cls)
