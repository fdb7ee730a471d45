import pytest

from holdpoint.matching import compare
from holdpoint.model import Address, Entity, EntityType, Identifier, Name, NameKind, PartyQuery


def listed(
    *names: str,
    type: EntityType = "company",  # noqa: A002 - the word of the model
    kind: NameKind = "primary",
    countries: tuple[str, ...] = (),
    birth_dates: tuple[str, ...] = (),
    addresses: tuple[Address, ...] = (),
    identifiers: tuple[Identifier, ...] = (),
    gender: str | None = None,
) -> Entity:
    return Entity(
        id="test:1",
        source="test",
        type=type,
        names=tuple(Name(text=text, kind=kind) for text in names),
        countries=countries,
        birth_dates=birth_dates,
        addresses=addresses,
        identifiers=identifiers,
        gender=gender,
    )


def name_score(left: str, right: str, type: EntityType = "company") -> float:  # noqa: A002
    return compare(PartyQuery(name=left, type=type), listed(right, type=type)).name_score


def test_a_name_alone_is_never_the_same_party_and_never_certain() -> None:
    found = compare(PartyQuery(name="Quellmar Aviation"), listed("QUELLMAR AVIATION"))
    assert found.name_score == 1.0
    assert found.identity == "resembles"
    assert 0.8 < found.probability < 0.98


def test_an_agreeing_fact_raises_a_telling_name_to_the_same_party() -> None:
    alone = compare(PartyQuery(name="Quellmar Aviation"), listed("QUELLMAR AVIATION"))
    query = PartyQuery(name="Quellmar Aviation", country="IR", type="company")
    both = compare(query, listed("QUELLMAR AVIATION", countries=("IR",)))
    assert both.identity == "same"
    assert alone.probability < both.probability <= 0.99
    assert both.settle == ()


def test_a_contradiction_weighs_more_than_a_missing_fact() -> None:
    query = PartyQuery(name="Quellmar Aviation", country="BR", type="company")
    against = compare(query, listed("QUELLMAR AVIATION", countries=("IR",)))
    missing = compare(query, listed("QUELLMAR AVIATION"))
    assert against.probability < missing.probability - 0.08
    assert against.identity == "resembles"


def test_a_weak_name_with_another_country_is_another_party() -> None:
    query = PartyQuery(name="Quellmar Steel Works", country="BR", type="company")
    entity = listed("QUELLMAR MARINE STEEL AND SHIPPING", countries=("IR",))
    assert compare(query, entity).identity == "different"


def test_another_business_of_a_like_name_is_different() -> None:
    assert name_score("SHAHED PHARM", "SHAHED AVIATION") < 0.62


def test_short_names_must_be_equal() -> None:
    assert compare(PartyQuery(name="Li Wu"), listed("Lu Wu", type="person")).identity == "different"
    assert name_score("Li Wu", "LIWU", "person") == 0.0


def test_names_of_one_number_and_one_word_share_nothing() -> None:
    assert name_score("11420 CORP.", "BELLETECH CORP") == 0.0
    assert name_score("11420 CORP.", "11420 Corporation") == 1.0


def test_jon_is_a_weak_candidate_for_john_smith() -> None:
    found = compare(PartyQuery(name="Jon"), listed("John Smith", type="person"))
    assert found.identity == "resembles"
    assert 0.03 < found.probability < 0.5
    whole = compare(PartyQuery(name="Jon Smith"), listed("John Smith", type="person"))
    assert whole.probability > 0.5


def test_numbers_that_clash_make_different_parties() -> None:
    found = compare(PartyQuery(name="Factory No. 9"), listed("Factory No. 8"))
    assert found.identity == "different"
    assert found.parts[0].verdict == "contradict"
    assert "numbers" in found.explanation
    assert name_score("Sea Quell 7", "SEA QUELL 07", "vessel") == 1.0


def test_the_order_of_a_listed_name_does_not_matter() -> None:
    assert name_score("Delmira Quellmar", "QUELLMAR, Delmira", "person") == 1.0


def test_a_patronymic_left_out_is_far_from_one_contradicted() -> None:
    out = name_score("Delmir Zorvak", "ZORVAK, Delmir Palnirovich", "person")
    other = name_score("Delmir Ustanovich Zorvak", "ZORVAK, Delmir Palnirovich", "person")
    assert out > other + 0.2


def test_initials_agree_weakly_and_never_alone() -> None:
    full = name_score("Delmir Zorvak", "ZORVAK, Delmir", "person")
    initial = name_score("D. Zorvak", "ZORVAK, Delmir", "person")
    assert 0.7 < initial < full
    assert name_score("D. Z.", "ZORVAK, Delmir", "person") == 0.0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ООО Завод Елмаш", "Elmash Plant LLC"),
        ("Aeroquell", "AERO QUELL"),
        ("Shahed Aviation", "Шахед Авиэйшн"),
        ("АО ОЭЗ ППТ Зеленполь", "JSC Special Economic Zone of Industrial Production Zelenpol"),
    ],
)
def test_spellings_of_one_company_agree_fully(left: str, right: str) -> None:
    assert name_score(left, right) == 1.0


def test_letters_that_differ_by_one_sound_stay_close() -> None:
    assert 0.8 < name_score("Elabuga", "Alabuga") < 1.0


def test_arabic_script_is_compared_by_consonants_and_says_so() -> None:
    found = compare(PartyQuery(name="زلفان"), listed("Zolfan", type="person"))
    assert 0.7 < found.name_score < 0.95
    assert "compared by consonants" in found.explanation


def test_a_weak_alias_alone_lowers_confidence() -> None:
    strong = compare(PartyQuery(name="Quellmar Zorvak"), listed("Quellmar Zorvak"))
    weak = compare(PartyQuery(name="Quellmar Zorvak"), listed("Quellmar Zorvak", kind="weak"))
    assert weak.probability < strong.probability - 0.1
    query = PartyQuery(name="Quellmar Zorvak", country="IR")
    backed = compare(query, listed("Quellmar Zorvak", kind="weak", countries=("IR",)))
    assert backed.identity == "resembles"
    assert "weak" in backed.explanation


def test_two_valid_imo_numbers_are_two_ships() -> None:
    imo = (Identifier(kind="imo", value="IMO 9074729"),)
    ship = listed("QUELL STAR", type="vessel", identifiers=imo)
    other = PartyQuery(name="Quell Star", type="vessel", identifiers={"imo": "9176187"})
    assert compare(other, ship).identity == "different"
    assert compare(other, ship).probability < 0.1
    slip = PartyQuery(name="Quell Star", type="vessel", identifiers={"imo": "9074720"})
    assert compare(slip, ship).identity == "resembles"
    assert "check digits" in compare(slip, ship).explanation


def test_an_equal_valid_imo_number_is_the_same_ship_under_any_name() -> None:
    imo = (Identifier(kind="imo", value="9074729"),)
    ship = listed("QUELL STAR", type="vessel", identifiers=imo)
    found = compare(PartyQuery(name="Delmira", type="vessel", identifiers={"imo": "9074729"}), ship)
    assert found.identity == "same"
    nameless = compare(PartyQuery(name="", identifiers={"imo": "9074729"}), ship)
    assert nameless.identity == "same"


def test_a_tax_number_may_be_called_an_inn_by_the_list() -> None:
    entity = listed("Quellmar", identifiers=(Identifier(kind="inn", value="7707083893"),))
    query = PartyQuery(name="Delmira", country="RU", identifiers={"tax": "7707083893"})
    assert compare(query, entity).identity == "same"


def test_birth_dates_agree_differ_or_decide_nothing() -> None:
    def against(mine: str, *theirs: str, name: str = "Delmir Zorvak") -> tuple[str, str]:
        entity = listed("ZORVAK, Delmir", type="person", birth_dates=theirs)
        found = compare(PartyQuery(name=name, type="person", birth_date=mine), entity)
        part = next(part for part in found.parts if part.name == "birth_date")
        return part.verdict, found.identity

    assert against("1970-03-04", "1970-03-04") == ("agree", "same")
    assert against("1970-03-04", "1970") == ("agree", "same")
    assert against("1970-03-04", "1950", "1968~") == ("agree", "same")
    assert against("1970-03-04", "1970-04-03") == ("unknown", "resembles")
    assert against("1970-03-04", "1971-03-04") == ("unknown", "resembles")
    # Lists err in dates: a full and telling name is still looked at, and no other.
    assert against("1970", "1950") == ("contradict", "resembles")
    assert against("1970", "1950", name="Delmira Zorvak") == ("contradict", "different")
    assert against("1970-03-04", "1981-09-12", name="D. Zorvak") == ("contradict", "different")


def test_common_names_need_more_than_a_country() -> None:
    entity = listed("HASSAN, Ali", type="person", countries=("IQ",), birth_dates=("1970-03-04",))
    query = PartyQuery(name="Ali Hassan", type="person", country="IQ")
    assert compare(query, entity).identity == "resembles"
    dated = PartyQuery(name="Ali Hassan", type="person", country="IQ", birth_date="1970-03-04")
    assert compare(dated, entity).identity == "same"


def test_an_address_supports_and_a_bare_city_does_not() -> None:
    where = (Address(street="14 Delmira Street", city="Zorvakabad", country="IR"),)
    entity = listed("Quellmar Aviation", addresses=where)

    def verdict(text: str) -> str:
        found = compare(PartyQuery(name="Quellmar Aviation", address=text), entity)
        return next(part.verdict for part in found.parts if part.name == "address")

    assert verdict("Delmira Street 14, Zorvakabad") == "agree"
    assert verdict("Zorvakabad") == "unknown"
    assert verdict("Delmira Street 16, Zorvakabad") == "unknown"


def test_other_types_and_genders_speak_against() -> None:
    person = listed("QUELLMAR, Zorvak", type="person", gender="M")
    query = PartyQuery(name="Zorvak Quellmar", type="company", gender="female")
    found = compare(query, person)
    assert {p.name for p in found.parts if p.verdict == "contradict"} == {"type", "gender"}
    assert compare(PartyQuery(name="Zorvak Quellmar"), person).probability > found.probability


def test_hong_kong_and_china_are_not_a_contradiction() -> None:
    query = PartyQuery(name="Quellmar Electronics", country="HK")
    found = compare(query, listed("Quellmar Electronics", countries=("CN",)))
    assert not [part for part in found.parts if part.verdict == "contradict"]


def test_an_alias_of_the_order_counts() -> None:
    query = PartyQuery(name="Delmira", aliases=("Quellmar Aviation",))
    found = compare(query, listed("Something Else", "QUELLMAR AVIATION"))
    assert found.query_name == "Quellmar Aviation"
    assert found.matched_name.text == "QUELLMAR AVIATION"


def test_memory_of_one_pair_does_not_colour_another_with_its_id() -> None:
    first = compare(PartyQuery(name="Delmir Zorvak"), listed("Delmir Zorvak", type="person"))
    second = compare(PartyQuery(name="Ali Khan"), listed("Bob Miller", type="person"))
    assert first.name_score == 1.0
    assert second.name_score == 0.0


def test_what_would_settle_it_is_named() -> None:
    ship = compare(PartyQuery(name="Quell Star"), listed("QUELL STAR", type="vessel"))
    assert "the IMO number" in ship.settle
    person = compare(PartyQuery(name="Delmir Zorvak"), listed("Delmir Zorvak", type="person"))
    assert person.settle[0] == "the date of birth"


def test_the_explanation_names_both_sides() -> None:
    found = compare(PartyQuery(name="Quellmar Avia"), listed("QUELLMAR AVIATION INDUSTRIES"))
    assert '"Quellmar Avia"' in found.explanation
    assert '"QUELLMAR AVIATION INDUSTRIES"' in found.explanation
    assert "Only on the list: industries" in found.explanation
