"""A model's proposals: taken on the words of the text, never surer than the text."""

from __future__ import annotations

import dataclasses
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdpoint.disclosures import ModelEndpoint, keep_document, read_kept, ungrounded
from holdpoint.disclosures import _proposals as reasons
from holdpoint.disclosures._model_asked import Proposal
from holdpoint.disclosures._prepare import prepare
from holdpoint.disclosures._proposals import grounded
from holdpoint.model import Modality, ReadClaim, Stance

TEXT = (
    "Title: Notice\nIssuer: Ministry of Trade\nDate: 2024-05-08\n\n"
    "Brightfen Trading Co. bankrolled Sable Heron Logistics L.L.C. in 2023.\n\n"
    "Orrin Tavish Trading allegedly bankrolled Zarrin Parvaz Industries.\n\n"
    "Kestrel Avionix FZE did not bankroll Larkspur General Trading.\n\n"
    "Is it true that Meridian Falcon Trading bankrolls Parto Sanat Group?\n"
)
KEPT = keep_document(TEXT)
PARSED = prepare(KEPT)
FIRST = Proposal(
    predicate="pays_for",
    subject="Brightfen Trading Co.",
    object="Sable Heron Logistics L.L.C.",
    quote="Brightfen Trading Co. bankrolled Sable Heron Logistics L.L.C.",
)


def _taken(proposal: Proposal) -> ReadClaim:
    (claim,), rejected = grounded(PARSED, (), [proposal], "m")
    assert not rejected
    return claim


def _why(proposal: Proposal) -> str:
    claims, rejected = grounded(PARSED, (), [proposal], "m")
    assert claims == ()
    (reason,) = rejected
    return reason


def test_a_quote_that_stands_there_is_a_claim_of_the_model() -> None:
    claim = _taken(FIRST)
    span = claim.spans[0]
    assert TEXT[span.start : span.end] == span.quote == FIRST.quote
    assert (claim.extractor, claim.confidence) == ("m", 0.5)
    assert claim.attribution[0].name == "Ministry of Trade"
    assert (claim.stance, claim.modality, claim.polarity) == ("asserted", "asserted", "positive")
    assert claim.recorded == "2024-05-08"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "Brightfen Trading Co. paid Sable Heron Logistics L.L.C."}, reasons.NOT_THERE),
        ({"quote": "Trading"}, reasons.SEVERAL),
        ({"quote": TEXT[TEXT.index("Brightfen") :].strip()}, reasons.TOO_LONG),
        ({"quote": "Issuer: Ministry of Trade"}, reasons.NOT_THERE),
        ({"predicate": "is_friends_with"}, reasons.NO_PREDICATE),
        ({"object": "Zarrin Parvaz Industries"}, reasons.NOT_NAMED),
        ({"subject": "Somebody Else Ltd."}, reasons.NOT_NAMED),
        ({"predicate": "port_agent_at"}, reasons.OTHER_KIND),
        ({"stance": "certain"}, reasons.NO_WORD),
    ],
)
def test_what_does_not_stand_on_the_text_is_rejected_and_counted(
    change: dict[str, str], reason: str
) -> None:
    assert _why(dataclasses.replace(FIRST, **change)) == reason


def test_a_hedge_is_not_sharpened() -> None:
    hedged = Proposal(
        predicate="pays_for",
        subject="Orrin Tavish Trading",
        object="Zarrin Parvaz Industries",
        quote="bankrolled Zarrin Parvaz Industries",
        stance="asserted",
        modality="asserted",
    )
    claim = _taken(hedged)
    assert claim.stance == "alleged"
    assert [hedge.cue.quote for hedge in claim.hedges] == ["allegedly"]
    denied = Proposal(
        predicate="pays_for",
        subject="Kestrel Avionix FZE",
        object="Larkspur General Trading",
        quote="bankroll Larkspur General Trading",
        polarity="positive",
    )
    assert _taken(denied).polarity == "negative"
    asked = Proposal(
        predicate="pays_for",
        subject="Meridian Falcon Trading",
        object="Parto Sanat Group",
        quote="Meridian Falcon Trading bankrolls Parto Sanat Group",
    )
    assert _taken(asked).modality == "unknown"


def test_what_the_rules_read_is_not_read_twice() -> None:
    known = _taken(FIRST)
    claims, rejected = grounded(PARSED, (known,), [FIRST], "m")
    assert claims == ()
    assert rejected == {reasons.READ_ALREADY: 1}


def test_a_model_that_is_less_sure_is_believed() -> None:
    doubtful = dataclasses.replace(FIRST, stance="alleged", modality="possible")
    claim = _taken(doubtful)
    assert (claim.stance, claim.modality) == ("alleged", "possible")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(get_args(Stance)),
    st.sampled_from(get_args(Modality)),
    st.sampled_from(["positive", "negative"]),
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 120),
)
def test_whatever_a_model_says_the_words_stand_there(
    stance: str, modality: str, polarity: str, start: int, size: int
) -> None:
    proposal = Proposal(
        predicate="pays_for",
        subject="Orrin Tavish Trading",
        object="Zarrin Parvaz Industries",
        quote=TEXT[start : start + size],
        stance=stance,
        modality=modality,
        polarity=polarity,
    )
    claims, rejected = grounded(PARSED, (), [proposal], "m")
    assert len(claims) + sum(rejected.values()) == 1
    for claim in claims:
        span = claim.spans[0]
        assert TEXT[span.start : span.end] == span.quote
        assert claim.stance not in ("asserted", "reported")  # the sentence says "allegedly"


def test_a_document_is_read_with_a_model_only_where_one_is_named() -> None:
    answer = {
        "claims": [
            dataclasses.asdict(FIRST),
            {**dataclasses.asdict(FIRST), "quote": "no such words"},
        ]
    }
    body = {
        "choices": [{"message": {"content": json.dumps(answer)}}],
        "usage": {"prompt_tokens": 300, "completion_tokens": 40},
    }

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        reading = read_kept(KEPT, extractor=ModelEndpoint(url=url, model="local"))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert ungrounded(reading) == ()
    assert [c.predicate for c in reading.claims if c.extractor == "local"] == ["pays_for"]
    assert reading.rejected[reasons.NOT_THERE] == 1
    assert "300 tokens out, 40 back; 1 of 2 proposals were taken" in " ".join(reading.notes)
    alone = read_kept(KEPT)
    assert {claim.extractor for claim in alone.claims} <= {"rules"}
    assert not any("model" in note for note in alone.notes)
