"""What a line of words may be: categories, codes, listed or not, and the words that decided."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from holdpoint.goods import Described, Nomenclature, describe
from holdpoint.model import GoodsEntry

LISTED, OPEN = 0.5, 0.4


@pytest.mark.parametrize(
    ("text", "category", "code"),
    [
        ("IC FPGA Xilinx XC7Z020", "fpga", "854231"),
        ("Zynq-7020 SoC FPGA module", "fpga", "854231"),
        ("GNSS antenna L1/L2", "antenna", "852910"),
        ("двигатель авиационный поршневой", "aero_engine", "840710"),
        ("Flugzeug-Kolbenmotor", "aero_engine", "840710"),
        ("uçak piston motoru", "aero_engine", "840710"),
        ("موتور پیستونی هواپیما", "aero_engine", "840710"),
        ("光纤陀螺仪", "inertial", "901420"),
        ("Condensateur au tantale 10 µF", "tantalum", "853221"),
        ("Rodamiento de bolas 6204", "ball_bearing", "848210"),
        ("محمل كريات", "ball_bearing", "848210"),
    ],
)
def test_listed_goods_are_found_in_many_languages(text: str, category: str, code: str) -> None:
    found = describe(text)
    assert found.categories[0].category == category
    assert found.hs6[0].hs6 == code
    assert found.listed is not None
    assert found.listed >= LISTED
    assert "EAR_746_SUPP7" in {line.list for line in found.categories[0].lists}


@pytest.mark.parametrize("text", ["servo digital 20 kg", "伺服电机", "Servomotor digital 20 kg"])
def test_goods_that_are_known_and_not_listed_are_named(text: str) -> None:
    found = describe(text)
    assert found.categories[0].category == "servo"
    assert found.categories[0].lists == ()
    assert found.hs6[0].hs6 == "850131"
    assert found.listed is not None
    assert found.listed < 0.1


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("camera bag", "thermal imaging camera"),
        ("FPGA textbook", "FPGA"),
        ("Xilinx FPGA training course", "FPGA"),
        ("antenna mast", "antenna"),
        ("connector for garden hose", "connector"),
        ("Raspberry Pi 4 case", "Raspberry Pi 4"),
        ("Antennenmast verzinkt", "Antenne"),
        ("Housse pour caméra thermique", "caméra thermique"),
        ("Funda para receptor GPS", "receptor GPS"),
        ("Чехол для тепловизора", "тепловизор"),
        ("轴承润滑脂", "深沟球轴承"),
        ("Rulman gresi", "rulman"),
        ("کیف دوربین", "دوربین حرارتی"),
        ("شحم محامل", "محمل كريات"),
    ],
)
def test_a_thing_for_the_goods_is_not_the_goods(text: str, goods: str) -> None:
    beside, itself = describe(text).listed, describe(goods).listed
    assert beside is not None
    assert beside < OPEN
    assert itself is not None
    assert itself >= LISTED


def test_the_word_that_makes_something_else_of_a_line_is_shown() -> None:
    found = describe("antenna mast, galvanised")
    assert [(word.text, word.role) for word in found.words] == [
        ("antenna", "about"),
        ("mast", "other"),
    ]


def test_a_part_number_decides_where_no_word_does() -> None:
    found = describe("STM32F407VGT6")
    assert found.categories[0].category == "processor"
    assert [(word.text, word.role) for word in found.words] == [("STM32F407VGT6", "part number")]


def test_a_part_number_keeps_its_place_behind_letters_without_a_capital() -> None:
    (word,) = describe("Maß ŉ ﬁx xc7z020clg400").words
    assert (word.text, word.start, word.role) == ("xc7z020clg400", 9, "part number")


def test_listed_categories_share_the_probability_of_listed() -> None:
    found = describe("IC FPGA Xilinx XC7Z020")
    assert found.listed is not None
    assert sum(row.probability for row in found.categories) == pytest.approx(found.listed, abs=1e-3)


def test_what_is_not_known_is_unknown_and_never_no() -> None:
    for text in ("", "   ", "xyzzy plugh", "🛰🛰", "12345", "\u200b\u202e"):
        found = describe(text)
        assert found.listed is None
        assert found.categories == ()


def test_the_nomenclature_names_goods_that_the_tables_do_not() -> None:
    rows = [(f"0101{n}", f"animal {n}") for n in range(10, 60)]
    codes = Nomenclature([("0101", "live animals"), *rows, ("010199", "zebroids, live")])
    (code,) = describe("zebroids", codes).hs6
    assert (code.hs6, code.text) == ("010199", "zebroids, live")
    assert [(word.text, word.role) for word in code.words] == [("zebroids", "index")]
    assert code.probability < LISTED, "one word that only one code has is no certainty"


def test_words_of_a_national_tariff_count_for_the_subheading() -> None:
    rows = [(f"0101{n}", f"animal {n}") for n in range(10, 60)]
    codes = Nomenclature(rows, [("0101210010", "thoroughbreds for racing"), ("01", "animals")])
    assert describe("thoroughbreds", codes).hs6[0].hs6 == "010121"


def test_the_lists_that_are_given_decide_what_is_listed() -> None:
    own = (GoodsEntry(list="CHPL", code="8501.31", code_kind="hs", description="motors"),)
    ours, shipped = describe("servo motor", entries=own), describe("servo motor")
    assert ours.listed is not None
    assert shipped.listed is not None
    assert ours.listed >= LISTED > shipped.listed
    assert [line.list for line in ours.categories[0].lists] == ["CHPL"]
    other = (GoodsEntry(list="OTHER", code="8501.31", code_kind="hs", description="motors"),)
    unweighed = describe("servo motor", entries=other)
    assert unweighed.listed == shipped.listed
    assert [line.list for line in unweighed.categories[0].lists] == ["OTHER"]


def test_at_least_one_candidate_must_be_asked_for() -> None:
    assert len(describe("servo motor", limit=1).hs6) == 1
    with pytest.raises(ValueError, match="limit"):
        describe("servo motor", limit=0)


def test_a_long_text_is_cut_and_says_so_and_takes_no_time() -> None:
    describe("warm up")
    for text in ("FPGA " * 2_000, "A-" * 5_000, "9" * 10_000, "电" * 10_000, "для " * 2_500):
        began = time.process_time()
        found = describe(text)
        assert time.process_time() - began < 0.5
        assert found.cut
        assert len(found.text) < len(text)
    assert not describe("FPGA").cut


WORDS = [
    "antenna",
    "XC7Z020CLG400",
    "für",
    "для",
    "轴承",
    "بلبرینگ",
    "case",
    "İŞLEMCİ",
    "kılıfı",
    ",",
]
ODD = st.text("\u202e\u200f\u0000\x1b\ud7ff🛰ﷺİıß°²٣۴", min_size=1, max_size=5)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=20) | ODD, max_size=12).map(" ".join))
@example("İİİİ ﷺ XC7Z020")
@example("\u0130" * 20 + " FPGA XC7Z020")
def test_any_text_is_answered_with_words_that_stand_in_it(text: str) -> None:
    found = describe(text)
    assert describe(text) == found
    _check(found, text)


def _check(found: Described, text: str) -> None:
    every = [*found.words]
    for category in found.categories:
        assert 0 <= category.probability <= 1
        every.extend(category.words)
    for code in found.hs6:
        assert 0 <= code.probability <= 1
        every.extend(code.words)
    assert all(text[word.start : word.end] == word.text != "" for word in every)
    assert sum(code.probability for code in found.hs6) <= 1.001
    assert found.listed is None or 0 <= found.listed <= 1
    ranked = [code.probability for code in found.hs6]
    assert ranked == sorted(ranked, reverse=True)
    likely = sum(row.probability for row in found.categories if "EAR_746_SUPP7" in str(row.lists))
    assert likely <= (found.listed or 0) + 0.001


@settings(deadline=None, max_examples=60)
@given(st.permutations(["FPGA", "Xilinx", "module", "antenna", "5.8", "GHz"]))
def test_the_answer_is_the_same_in_plain_json(words: list[str]) -> None:
    found = describe(" ".join(words))
    shown = found.to_dict()
    assert shown["listed"] == found.listed
    assert [row["hs6"] for row in shown["hs6"]] == [code.hs6 for code in found.hs6]
    assert [row["category"] for row in shown["categories"]] == [
        row.category for row in found.categories
    ]
