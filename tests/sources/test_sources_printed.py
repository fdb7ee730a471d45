"""Names within names: what is taken apart, and what must stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.sources._draft import Draft
from holdpoint.sources._printed import printed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KOLOBOK (AKA: INVENTED AMES)", ["KOLOBOK", "INVENTED AMES"]),
        ("Zuhar (a.k.a. Zouhar, Zuhir) TESTAD", ["Zuhar TESTAD", "Zouhar TESTAD", "Zuhir TESTAD"]),
        ("PEARL (A.K.A. NEI-CHIEN TEST) LO", ["PEARL LO", "NEI-CHIEN TEST"]),
        ("STORMTEST (ex KRITI TEST)", ["STORMTEST", "KRITI TEST"]),
        ("ONE TEST -AKA- OTHER TEST", ["ONE TEST", "OTHER TEST"]),
        (
            "COREX TEST, AKAS, COREX TECH PTE LTD, CORE X CO., LTD",
            ["COREX TEST", "COREX TECH PTE LTD", "CORE X CO., LTD"],
        ),
        ("Alpha Test;Beta Test", ["Alpha Test", "Beta Test"]),
        ("Imaginary Works; and any successor, sub-unit, or subsidiary thereof",
         ["Imaginary Works"]),
        ("Kim Test-il (DPRK national)", ["Kim Test-il"]),
        ("Trading Ltd [aka General Test Limited, aka Beijing Test Development]",
         ["Trading Ltd", "General Test Limited", "Beijing Test Development"]),
        ("f.k.a.: OLD TEST", ["OLD TEST"]),
    ],
)  # fmt: skip
def test_names_within_a_name(text: str, names: list[str]) -> None:
    assert [name for name, _ in printed(text).names] == names


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Invented Computer Zone (ICZ)", ["Invented Computer Zone", "ICZ"]),
        ("OOO Test Mayak (ООО «ТЕСТ МАЯК»)", ["OOO Test Mayak", "ООО «ТЕСТ МАЯК»"]),
        ("Акционерное Общество «Тестмаш» (АО «Тестмаш»)",
         ["Акционерное Общество «Тестмаш»", "АО «Тестмаш»"]),
    ],
)  # fmt: skip
def test_a_bracket_that_repeats_the_name_gives_further_names(text: str, more: list[str]) -> None:
    assert [name for name, _ in printed(text).names] == [text, *more]


@pytest.mark.parametrize(
    "text",
    [
        "TEST BANK, PJSC (UKRAINE)",
        "Test Research (Shanghai)",
        "Test (Hong Kong) Limited",
        "AKA INTEGRAL TEST, S.A.",
        "Subsidiary JSC Bank Test Kazakhstan",
        "Test Bank Iran (including all branches)",
        "Invented TESTOVA (MAIDENOVA)",
    ],
)
def test_places_branches_and_plain_names_stay_whole(text: str) -> None:
    assert printed(text).names == [(text, None)]


def test_what_is_said_of_the_bearer_goes_to_the_entity() -> None:
    draft = Draft("x:1", "x", "person")
    draft.name("Invented TESTOV", "primary")
    draft.name("Inventor (Date of birth: 31.12.1979; place of birth: Testville (north), Ghana)")
    draft.name("Elder TESTOV (formerly listed as)")
    entity = draft.build()
    assert [(n.text, n.kind) for n in entity.names] == [
        ("Invented TESTOV", "primary"),
        ("Inventor", "strong"),
        ("Elder TESTOV", "former"),
    ]
    assert entity.birth_dates == ("1979-12-31",)
    assert "Testville" in (entity.remarks or "")


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab A.K(;)[],-aka«»\u0416 ", max_size=40))
def test_some_name_is_always_left(text: str) -> None:
    names = printed(text).names
    assert names
    assert all(name or name == text for name, _ in names)
