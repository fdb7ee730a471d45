"""A model is asked within limits, and what it answers is a proposal or is counted."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from holdpoint.disclosures._model_asked import ModelEndpoint, ask
from holdpoint.errors import HoldpointError

TEXT = "Brightfen Trading Co. shipped pumps to Iran, the ministry said."
CLAIM = {
    "predicate": "supplies",
    "subject": "Brightfen Trading Co.",
    "object": "Iran",
    "quote": "Brightfen Trading Co. shipped pumps to Iran",
}
Answer = tuple[int, bytes]


def _says(*claims: object, tokens: tuple[int, int] = (100, 20)) -> Answer:
    content = json.dumps({"claims": list(claims)})
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    body = {"choices": [{"message": {"content": content}}], "usage": usage}
    return 200, json.dumps(body).encode()


@contextmanager
def _serving(answer: Callable[[int, dict[str, Any]], Answer]) -> Iterator[tuple[str, list[Any]]]:
    """A local endpoint, and the requests that it has had: headers and body."""
    seen: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append((self.path, dict(self.headers), body))
            status, raw = answer(len(seen), body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _no_wait(_seconds: float) -> None:
    """Wait for nothing."""


def test_a_model_is_asked_with_the_text_and_its_proposals_come_back() -> None:
    with _serving(lambda _n, _b: _says(CLAIM)) as (url, seen):
        endpoint = ModelEndpoint(url=url, model="m", key="secret", price_in=2.0, price_out=10.0)
        told = ask(endpoint, TEXT, ["supplies", "owns"])
    assert [row.quote for row in told.rows] == [CLAIM["quote"]]
    assert (told.asked, told.tokens_in, told.tokens_out, told.cost) == (1, 100, 20, 0.0004)
    (path, headers, body) = seen[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert body["temperature"] == 0
    assert "supplies, owns" in body["messages"][0]["content"]
    assert body["messages"][1] == {"role": "user", "content": TEXT}
    assert "secret" not in repr(endpoint)


def test_a_busy_endpoint_is_asked_again() -> None:
    waited: list[float] = []
    with _serving(lambda n, _b: (503, b"") if n < 3 else _says(CLAIM)) as (url, seen):
        told = ask(ModelEndpoint(url=url, model="m"), TEXT, [], wait=waited.append)
    assert len(seen) == 3
    assert waited == [1.0, 2.0]
    assert len(told.rows) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_endpoint_that_stays_busy_is_a_fault_and_no_error(status: int) -> None:
    with _serving(lambda _n, _b: (status, b"")) as (url, seen):
        told = ask(ModelEndpoint(url=url, model="m"), TEXT, [], wait=_no_wait)
    assert len(seen) == 3
    assert told.faults == [f"part 1 of 1: HTTP {status}, 3 attempts"]
    assert told.rows == []


def test_an_endpoint_that_is_not_there_is_a_fault() -> None:
    endpoint = ModelEndpoint(url="http://127.0.0.1:9/v1", model="m", key="secret", seconds=2)
    told = ask(endpoint, TEXT, [], wait=_no_wait)
    assert "no answer" in told.faults[0]
    assert "secret" not in told.faults[0]


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    import time

    def slow(_n: int, _b: dict[str, Any]) -> Answer:
        time.sleep(0.6)
        return _says(CLAIM)

    with _serving(slow) as (url, _seen):
        told = ask(ModelEndpoint(url=url, model="m", seconds=0.2, attempts=1), TEXT, [])
    assert told.rows == []
    assert "no answer (ReadTimeout), 1 attempts" in told.faults[0]


def test_a_key_that_is_refused_is_an_error() -> None:
    with (
        _serving(lambda _n, _b: (401, b"")) as (url, _seen),
        pytest.raises(HoldpointError, match="refuses the key"),
    ):
        ask(ModelEndpoint(url=url, model="m"), TEXT, [])
    with pytest.raises(HoldpointError, match="http"):
        ask(ModelEndpoint(url="file:///etc/passwd", model="m"), TEXT, [])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{}", "no list of claims"),
        (b'{"choices":[]}', "no list of claims"),
        (b'{"choices":[{"message":{"content":"I think that"}}]}', "no list of claims"),
        (b'{"choices":[{"message":{"content":"{\\"claims\\": 3}"}}]}', "no list of claims"),
        (_says(7)[1], "form asked for"),
        (_says({"predicate": "owns", "subject": "A"})[1], "form asked for"),
        (_says({**CLAIM, "object": ["Iran"]})[1], "form asked for"),
    ],
)
def test_an_answer_that_is_no_claim_is_counted(raw: bytes, reason: str) -> None:
    with _serving(lambda _n, _b: (200, raw)) as (url, _seen):
        told = ask(ModelEndpoint(url=url, model="m"), TEXT, [])
    assert told.rows == []
    assert [reason in key for key in told.rejected] == [True]


@pytest.mark.parametrize("raw", [b"<html>", b"[]", b"x" * (2 << 20)])
def test_an_answer_that_cannot_be_read_is_a_fault(raw: bytes) -> None:
    with _serving(lambda _n, _b: (200, raw)) as (url, _seen):
        told = ask(ModelEndpoint(url=url, model="m"), TEXT, [])
    assert len(told.faults) == 1


def test_a_redirect_is_not_followed() -> None:
    with _serving(lambda _n, _b: (307, b"")) as (url, seen):
        told = ask(ModelEndpoint(url=url, model="m"), TEXT, [])
    assert told.faults == ["part 1 of 1: HTTP 307"]
    assert len(seen) == 1


def test_a_long_text_goes_in_parts_and_nothing_of_it_is_lost() -> None:
    text = "\n\n".join(f"{n}. " + "The firm shipped pumps. " * 40 for n in range(30))
    with _serving(lambda _n, _b: _says()) as (url, seen):
        told = ask(ModelEndpoint(url=url, model="m"), text, [])
    assert told.asked == len(seen) > 3
    assert "".join(body["messages"][1]["content"] for _, _, body in seen) == text
