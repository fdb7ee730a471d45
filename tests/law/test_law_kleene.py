"""Three values: the tables, the intervals, and that a missing fact never silences a rule."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.files import YamlText
from holdpoint.law._compile import Compiler
from holdpoint.law._dates import bounds
from holdpoint.law._doc import Doc
from holdpoint.law._kleene import all_of, any_of, at_least, more_than, negate
from holdpoint.law._nodes import Context
from holdpoint.law._scope import Scope
from holdpoint.law._trace import Trace

TRUTHS = st.sampled_from([True, False, None])
ORDER = {False: 0, None: 1, True: 2}
CONTEXT = Context(day="2026-11-20", parameters={}, lists={})


@given(st.lists(TRUTHS, max_size=6))
def test_all_is_the_least_and_any_is_the_greatest(values: list[bool | None]) -> None:
    ranks = [ORDER[value] for value in values]
    assert ORDER[all_of(values)] == min(ranks, default=2)
    assert ORDER[any_of(values)] == max(ranks, default=0)


@given(st.lists(TRUTHS, max_size=6))
def test_not_turns_all_into_any_and_leaves_unknown_alone(values: list[bool | None]) -> None:
    assert negate(all_of(values)) == any_of([negate(value) for value in values])
    assert negate(None) is None


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_an_interval_is_compared_as_all_the_numbers_in_it(low: int, wide: int, limit: int) -> None:
    numbers = range(low, low + wide + 1)
    for test, plain in ((more_than, int.__gt__), (at_least, int.__ge__)):
        seen = {plain(number, limit) for number in numbers}
        assert test(low, low + wide, limit) is (seen.pop() if len(seen) == 1 else None)


def test_partial_dates_are_intervals_and_circa_is_not_known() -> None:
    assert bounds("1978") == ("1978-01-01", "1978-12-31")
    assert bounds("2024-02") == ("2024-02-01", "2024-02-29")
    assert bounds("1970/1975-06") == ("1970-01-01", "1975-06-30")
    assert bounds("1978~") is None
    assert bounds("2023-02-30") is None


TESTS = st.one_of(
    st.sampled_from(["DE", "IR", "AE"]).map(lambda v: {"destination_country": {"equals": v}}),
    st.sampled_from(["DE", "IR"]).map(lambda v: {"exporter_country": {"not_in": [v, "AE"]}}),
    st.sampled_from(["true", "false"]).map(lambda v: {"answers.clause": {"is": v}}),
    st.just({"end_use.statement": {"contains": ["resale"]}}),
)
ROW_TESTS = st.one_of(
    st.sampled_from(["true", "false"]).map(lambda v: {"us_jurisdiction": {"is": v}}),
    st.sampled_from(["84", "8542"]).map(lambda v: {"hs_code": {"starts_with": v}}),
    st.sampled_from(["10", "25"]).map(lambda v: {"us_content_percent": {"at_least": v}}),
    st.just({"origin": {"not_equals": "$order.destination_country"}}),
    st.just({"any goods_lists": {"fits": {"is": "true"}, "list": {"equals": "CHPL"}}}),
)
MISSING = st.just({"destination_country": {"is_unknown": "true"}})
ROW_MISSING = st.just({"hs_code": {"is_unknown": "true"}})


def conditions(
    *, missing: bool, sign: int = 1, depth: int = 2
) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions of the language; tests for missing facts only where the language allows them."""
    seek = missing and sign == 1
    tests = st.one_of(TESTS, MISSING) if seek else TESTS
    rows = st.one_of(ROW_TESTS, ROW_MISSING) if seek else ROW_TESTS
    walks = [
        rows.map(lambda c: {"any items": c}),
        rows.map(lambda c: {"every items": c}),
        ROW_TESTS.map(lambda c: {"count items": {"where": c, "at_least": "2"}}),
        ROW_TESTS.map(lambda c: {"count items": {"where": c, "less_than": "2"}}),
    ]
    leaf = st.one_of(tests, *walks)
    if depth == 0:
        return leaf
    same = conditions(missing=missing, sign=sign, depth=depth - 1)
    turned = conditions(missing=missing, sign=-sign, depth=depth - 1)
    return st.one_of(
        leaf,
        st.lists(same, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(same, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        turned.map(lambda part: {"not": part}),
    )


ITEM = st.fixed_dictionaries(
    {},
    optional={
        "us_jurisdiction": st.booleans(),
        "hs_code": st.sampled_from(["854231", "940310"]),
        "us_content_percent": st.sampled_from([0.0, 15.0, 30.0]),
        "origin": st.sampled_from(["DE", "IR"]),
        "goods_lists": st.lists(
            st.fixed_dictionaries(
                {"list": st.sampled_from(["CHPL", "OTHER"])}, optional={"fits": st.booleans()}
            ),
            max_size=2,
        ),
    },
)
VIEW = st.fixed_dictionaries(
    {"jurisdictions": st.just(["US"]), "date": st.just("2026-11-20")},
    optional={
        "destination_country": st.sampled_from(["DE", "IR", "AE"]),
        "exporter_country": st.sampled_from(["DE", "IR", "US"]),
        "answers": st.fixed_dictionaries({}, optional={"clause": st.booleans()}),
        "end_use": st.just({"statement": "For resale"}),
        "items": st.lists(ITEM, max_size=3),
    },
)
FIXED = {"jurisdictions", "date", "list"}


def judged(condition: dict[str, Any], view: dict[str, Any]) -> Trace:
    doc = Doc(YamlText({}, {}, "test.yaml"))
    node = Compiler(doc, frozenset(), frozenset()).condition(condition, (), Scope())
    assert doc.problems == []
    return node.run((view,), CONTEXT)


def poorer(view: object) -> Iterator[Any]:
    """The same view with one fact or collection missing, once for each of them."""
    if isinstance(view, dict):
        for key, value in view.items():
            if key not in FIXED:
                yield {name: copy.deepcopy(one) for name, one in view.items() if name != key}
            for inner in poorer(value):
                yield {**view, key: inner}
    if isinstance(view, list):
        for index, value in enumerate(view):
            for inner in poorer(value):
                yield [*view[:index], inner, *view[index + 1 :]]


@settings(deadline=None, max_examples=150)
@given(conditions(missing=False), VIEW)
def test_a_fact_that_goes_missing_leaves_the_truth_or_makes_it_unknown(
    condition: dict[str, Any], view: dict[str, Any]
) -> None:
    before = judged(condition, view).truth
    for less in poorer(view):
        assert judged(condition, less).truth in (before, None)


@settings(deadline=None, max_examples=150)
@given(conditions(missing=True), VIEW)
def test_a_fact_that_goes_missing_never_silences_a_rule(
    condition: dict[str, Any], view: dict[str, Any]
) -> None:
    if judged(condition, view).truth is not False:
        assert all(judged(condition, less).truth is not False for less in poorer(view))


@settings(deadline=None, max_examples=100)
@given(conditions(missing=True), VIEW)
def test_the_same_view_gives_the_same_trace(
    condition: dict[str, Any], view: dict[str, Any]
) -> None:
    assert judged(condition, view).to_dict() == judged(condition, copy.deepcopy(view)).to_dict()
