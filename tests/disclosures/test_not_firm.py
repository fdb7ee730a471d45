"""No wording that holds back, plans, denies or doubts a delivery is read as a delivery."""

from __future__ import annotations

import pytest

from holdpoint.disclosures import keep_document, read_kept

# {s} and {o} are two invented firms; in none does the text say that one supplied the other.
HELD_BACK = """
{s} supplied {o} with motors, according to unconfirmed reports.
{s} is under suspicion of supplying {o} with motors.
{s} was poised to supply {o} with motors.
{s} has yet to supply {o} with motors.
{s} stands accused of having supplied {o} with motors.
{s} was on the point of supplying {o} with motors.
It remains to be seen whether {s} supplied {o} with motors.
Authorities are looking into whether {s} supplied {o} with motors.
{s} is in negotiations to supply {o} with motors.
{s} has signalled its readiness to supply {o} with motors.
Had {s} supplied {o} with motors, it would have broken the law.
{s} would have supplied {o} with motors.
{s} is expected by analysts to supply {o} with motors.
Analysts expect {s} to supply {o} with motors.
Analysts suspect {s} of supplying {o} with motors.
Officials fear that {s} supplied {o} with motors.
There are concerns that {s} is supplying {o} with motors.
Officials are concerned {s} might be supplying {o} with motors.
{s} threatened to supply {o} with motors.
{s} has been asked to supply {o} with motors.
{o} asked {s} to supply it with motors.
{s} signed a memorandum to supply {o} with motors.
{s} won a contract to supply {o} with motors.
{s} was contracted to supply {o} with motors.
{s} is believed by investigators to have supplied {o} with motors.
{s} failed in its attempt to supply {o} with motors.
{s} almost supplied {o} with motors.
{s} nearly supplied {o} with motors.
{s} hardly supplied {o} with motors.
{s} neither supplied {o} with motors nor paid.
No one at {s} supplied {o} with motors.
{s} no longer supplies {o} with motors.
{s} cancelled plans to supply {o} with motors.
{s} is hoping to supply {o} with motors.
{s} is eager to supply {o} with motors.
{s} is keen to supply {o} with motors.
{s} has the ability to supply {o} with motors.
{s} may well have supplied {o} with motors.
Chances are that {s} supplied {o} with motors.
It is likely that {s} supplied {o} with motors.
{s} is thought by some to have supplied {o} with motors.
Media reports suggest that {s} supplied {o} with motors.
Leaked documents purport to show that {s} supplied {o} with motors.
{s} supplied {o} with motors, the lawsuit claims.
{s} supplied {o} with motors, prosecutors allege.
According to an indictment, {s} supplied {o} with motors.
{s} is wanted for supplying {o} with motors.
{s} is being investigated on suspicion of supplying {o} with motors.
The panel recommends that {s} supply {o} with motors.
Lawmakers demanded that {s} supply {o} with motors.
Officials proposed that {s} supply {o} with motors.
Lawmakers called for {s} to supply {o} with motors.
{s} considered supplying {o} with motors.
{s} contemplated supplying {o} with motors.
{s} decided against supplying {o} with motors.
{s} ruled out supplying {o} with motors.
{s} refrained from supplying {o} with motors.
{s} held off supplying {o} with motors.
Police kept {s} from supplying {o} with motors.
{s} supplies {o} with motors, if the report is right.
{s} talked about supplying {o} with motors.
{s} dreamed of supplying {o} with motors.
Nothing shows that {s} supplied {o} with motors.
{s} dreads supplying {o} with motors.
{s} quit supplying {o} with motors.
It is a lie that {s} supplied {o} with motors.
The claim that {s} supplied {o} with motors is false.
{s} called reports that it supplied {o} with motors fabricated.
Contrary to reports, {s} supplied {o} with no motors.
{s} supplied {o} with motors? Nobody knows.
To supply {o} with motors, {s} would need a licence.
{s} needs a licence to supply {o} with motors.
{s} is prohibited from supplying {o} with motors.
{s} was barred from supplying {o} with motors.
{s} was stopped from supplying {o} with motors.
Customs seized motors that {s} was sending to {o}.
{s} was caught trying to send motors to {o}.
{s} insisted it had not supplied {o} with motors.
{s} stopped short of supplying {o} with motors.
{s} could soon supply {o} with motors.
{s} has pledged to supply {o} with motors.
Some believe {s} supplied {o} with motors.
{s} appears set to supply {o} with motors.
Reports of {s} supplying {o} with motors are unverified.
{s} is one of several firms that may have supplied {o} with motors.
{s} supplied, or planned to supply, {o} with motors.
""".strip().splitlines()
_FIRM = ("asserted", "reported")


@pytest.mark.parametrize("pattern", HELD_BACK)
def test_a_delivery_that_the_text_does_not_assert_is_not_firm(pattern: str) -> None:
    text = pattern.format(s="Quellmar Trade Ltd.", o="Pask Works FZE")
    reading = read_kept(keep_document(text, published="2024-03-05", publisher="Example Wire"))
    for claim in reading.claims:
        if claim.predicate in {"supplies", "ships_to", "transfers_goods", "buys_from"}:
            firm = claim.stance in _FIRM and claim.modality == "asserted"
            assert not (firm and claim.polarity == "positive")


@pytest.mark.parametrize(
    "text",
    [
        "Quellmar Trade Ltd. supplied Pask Works FZE with motors.",
        "Quellmar Trade Ltd. used Tamber Lines LLC to supply Pask Works FZE with motors.",
        "Quellmar Trade Ltd. continued to supply Pask Works FZE with motors.",
        "Quellmar Trade Ltd. helped to supply Pask Works FZE with motors.",
    ],
)
def test_a_delivery_that_the_text_asserts_is_firm(text: str) -> None:
    reading = read_kept(keep_document(text, published="2024-03-05", publisher="Example Wire"))
    told = [claim for claim in reading.claims if claim.predicate == "supplies"]
    assert {(claim.modality, claim.polarity) for claim in told} == {("asserted", "positive")}
