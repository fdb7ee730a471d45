"""A publisher's server on this machine, which can be told to behave badly."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_BOMB = gzip.compress(bytes(20_000_000))


class Publisher(ThreadingHTTPServer):
    """Serves one file; ``trick`` says how, ``asked`` is every request's headers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.body = b""
        self.etag = '"1"'
        self.modified = "Sat, 24 Feb 2024 10:00:00 GMT"
        self.trick: Callable[[_Answer], bool] | None = None
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sdn.csv"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


class _Answer(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        here = self.server
        here.asked.append(dict(self.headers))
        if here.trick is not None and here.trick(self):
            return
        if self.headers.get("If-None-Match") == here.etag:
            self.send_response(304)
            self.end_headers()
            return
        start = 0
        if self.headers.get("Range") and self.headers.get("If-Range") == here.etag:
            start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            end = len(here.body) - 1
            self.send_header("Content-Range", f"bytes {start}-{end}/{len(here.body)}")
        self.head(len(here.body) - start)
        self.wfile.write(here.body[start:])

    def head(self, length: int | None, **more: str) -> None:
        self.send_header("ETag", self.server.etag)
        self.send_header("Last-Modified", self.server.modified)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def publisher() -> Iterator[Publisher]:
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def once(trick: Callable[[_Answer], bool]) -> Callable[[_Answer], bool]:
    """The trick at the first request only."""
    done = list[bool]()

    def first(answer: _Answer) -> bool:
        if done:
            return False
        done.append(True)
        return trick(answer)

    return first


def says(code: int) -> Callable[[_Answer], bool]:
    def trick(answer: _Answer) -> bool:
        answer.send_response(code)
        answer.send_header("Content-Length", "0")
        answer.end_headers()
        return True

    return trick


def cuts(share: float) -> Callable[[_Answer], bool]:
    """Lies about the length: sends a part and hangs up."""

    def trick(answer: _Answer) -> bool:
        body = answer.server.body
        answer.send_response(200)
        answer.head(len(body))
        answer.wfile.write(body[: int(len(body) * share)])
        answer.close_connection = True
        return True

    return trick


def resets(answer: _Answer) -> bool:
    off = struct.pack("ii", 1, 0)
    answer.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, off)
    answer.connection.close()
    return True


def drips(answer: _Answer) -> bool:
    answer.send_response(200)
    answer.head(len(answer.server.body))
    for byte in answer.server.body:
        answer.wfile.write(bytes([byte]))
        time.sleep(0.02)
    return True


def stays_silent(answer: _Answer) -> bool:
    time.sleep(0.6)
    answer.close_connection = True
    return True


def leads_to(url: str) -> Callable[[_Answer], bool]:
    def trick(answer: _Answer) -> bool:
        answer.send_response(302)
        answer.send_header("Location", url)
        answer.send_header("Content-Length", "0")
        answer.end_headers()
        return True

    return trick


def zeros(answer: _Answer) -> bool:
    answer.send_response(200)
    answer.head(None)
    block = bytes(1 << 16)
    try:
        for _ in range(163_840):  # ten gigabytes
            answer.wfile.write(block)
    except OSError:
        pass
    return True


def bomb(answer: _Answer) -> bool:
    body = _BOMB
    answer.send_response(200)
    answer.head(len(body), Content_Encoding="gzip")
    answer.wfile.write(body)
    return True
