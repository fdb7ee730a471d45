"""One file from its publisher: conditional, resumable, bounded, and never half taken."""

from __future__ import annotations

import contextlib
import email.utils
import json
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from holdpoint.editions._addresses import Remote
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    import httpx

Tell = Callable[[str, int, int | None], None]
"""Name of the file, bytes so far, bytes in all where told."""

_REDIRECTS = 5
_OK, _PART, _UNCHANGED, _TOO_FAR = 200, 206, 304, 416
_SERVER = 500
_LATER = frozenset({408, 425, 429})


class FetchError(HoldpointError):
    """A file could not be fetched whole. What was there before stays as it is."""


class _PassingError(Exception):
    """A fault that may pass: worth another try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much.

    Attributes:
        wait: Seconds without a byte before a try is given up.
        whole: Seconds for one file, all tries together.
        size: Bytes of one file.
        tries: Attempts at one file; the pause between doubles from ``pause`` seconds.
    """

    wait: float = 30.0
    whole: float = 900.0
    size: int = 1 << 29
    tries: int = 4
    pause: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of asking.

    Attributes:
        path: The file; ``None`` where the publisher says that nothing has changed.
        published: Day of the ``Last-Modified`` header, ISO 8601.
    """

    path: Path | None
    etag: str | None = None
    modified: str | None = None
    published: str | None = None


def client(limits: Limits, *, proxy: str | None = None, ca: Path | None = None) -> httpx.Client:
    """A client that checks certificates and follows no redirect by itself.

    Args:
        limits: Its time limits.
        proxy: Address of a proxy; without one the usual environment variables count.
        ca: A file of certificates to trust instead of the usual ones.

    Raises:
        FetchError: The certificates cannot be read, or the proxy is no address.
    """
    import httpx

    try:
        trust = ssl.create_default_context(cafile=str(ca)) if ca else ssl.create_default_context()
        return httpx.Client(
            timeout=httpx.Timeout(limits.wait),
            follow_redirects=False,
            verify=trust,
            proxy=proxy,
            headers={"Accept-Encoding": "identity", "User-Agent": "holdpoint"},
        )
    except (OSError, ssl.SSLError) as error:
        raise FetchError(f"The certificates in {ca} cannot be used: {error}.") from error
    except ValueError as error:
        raise FetchError(f"The proxy cannot be used: {error}. Give http://host:port.") from error


def fetch(
    remote: Remote,
    url: str,
    folder: Path,
    http: httpx.Client,
    limits: Limits,
    *,
    etag: str | None = None,
    modified: str | None = None,
    tell: Tell | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch one file into a folder.

    A try that breaks off is gone on with where it ended, if the publisher's server can do that and
    the file is still the same.

    Args:
        remote: What to fetch.
        url: Its address, the key filled in; never shown.
        folder: Where the file is put; a ``.part`` beside it is an unfinished one.
        http: From :func:`client`.
        limits: How long and how much.
        etag: Of the edition in use, for a conditional request.
        modified: Its ``Last-Modified`` header, for the same.
        tell: Told how far it is.
        pause: Waits between tries.

    Raises:
        FetchError: It did not come whole within the limits.
    """
    part = folder / f"{remote.file}.part"
    until = time.monotonic() + limits.whole
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    for attempt in range(1, limits.tries + 1):
        try:
            return _attempt(
                remote, url, part, http, limits, until,
                {k: v for k, v in conditions.items() if v}, tell or _silent,
            )  # fmt: skip
        except _PassingError as error:
            wait = limits.pause * 2 ** (attempt - 1)
            if attempt == limits.tries or time.monotonic() + wait > until:
                raise FetchError(f"{remote.file}: {error} ({attempt} tries).") from error
            pause(wait)
    raise FetchError(f"{remote.file}: not a single try is allowed. Set at least one.")


def _attempt(
    remote: Remote,
    url: str,
    part: Path,
    http: httpx.Client,
    limits: Limits,
    until: float,
    conditions: dict[str, str],
    tell: Tell,
) -> Fetched:
    import httpx

    done, known = _unfinished(part)
    headers = dict(conditions)
    if done:
        headers |= {"Range": f"bytes={done}-", "If-Range": known}
    try:
        with _open(remote, url, http, headers) as answer:
            if answer.status_code == _UNCHANGED:
                return Fetched(path=None)
            start = _start(remote, answer, done, part)
            _receive(remote, answer, part, start, limits, until, tell)
            return _finished(remote, answer, part)
    except (httpx.TransportError, httpx.StreamError) as error:
        raise _PassingError(f"the connection failed: {_words(error)}") from error
    except httpx.InvalidURL as error:
        raise FetchError(f"{remote.file}: the address cannot be used: {_words(error)}.") from error


@contextlib.contextmanager
def _open(
    remote: Remote, url: str, http: httpx.Client, headers: dict[str, str]
) -> Iterator[httpx.Response]:
    """The answer, behind redirects that stay with the publisher."""
    allowed = {urlsplit(remote.url).hostname, *remote.hosts}
    for _ in range(_REDIRECTS + 1):
        request = http.build_request("GET", url, headers=headers)
        answer = http.send(request, stream=True)
        try:
            if not answer.has_redirect_location:
                yield answer
                return
            to = urljoin(url, answer.headers["location"])
        finally:
            answer.close()
        here, there = urlsplit(url), urlsplit(to)
        if there.hostname not in allowed or (here.scheme, there.scheme) == ("https", "http"):
            raise FetchError(
                f"{remote.file}: the address leads away to {there.scheme}://{there.hostname}. "
                "If that is the publisher's, add it to the column 'hosts'."
            )
        url = to
    raise FetchError(f"{remote.file}: more than {_REDIRECTS} redirects. Check the address.")


def _start(remote: Remote, answer: httpx.Response, done: int, part: Path) -> int:
    """From which byte the answer goes on; a fault where it is no file."""
    code = answer.status_code
    if code == _TOO_FAR:
        _drop(part)
        raise _PassingError("the file has changed since it was begun")
    if code >= _SERVER or code in _LATER:
        raise _PassingError(f"the server answers {code}")
    if code not in {_OK, _PART}:
        raise FetchError(f"{remote.file}: the server answers {code}. Check the address and key.")
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchError(f"{remote.file}: it came packed though nobody asked. Not taken.")
    if code == _OK:
        _drop(part)
        return 0
    said = answer.headers.get("content-range", "")
    if not said.startswith(f"bytes {done}-"):
        _drop(part)
        raise _PassingError("the server goes on at another place than asked")
    return done


def _receive(
    remote: Remote,
    answer: httpx.Response,
    part: Path,
    start: int,
    limits: Limits,
    until: float,
    tell: Tell,
) -> None:
    length = answer.headers.get("content-length")
    total = start + int(length) if length and length.isdigit() else None
    if total is not None and total > limits.size:
        raise FetchError(f"{remote.file}: {total:,} bytes are more than the limit {limits.size:,}.")
    seal = answer.headers.get("etag") or answer.headers.get("last-modified")
    if seal and not seal.startswith("W/"):
        part.with_suffix(".seal").write_text(json.dumps(seal), "utf-8")
    size = start
    with part.open("ab") as out:
        for block in answer.iter_raw():
            size += len(block)
            if size > limits.size:
                out.close()
                _drop(part)
                raise FetchError(f"{remote.file}: more than the limit of {limits.size:,} bytes.")
            if time.monotonic() > until:
                raise FetchError(
                    f"{remote.file}: not whole after {limits.whole:g} seconds; the next run goes on"
                    " where this one ended."
                )
            out.write(block)
            tell(remote.file, size, total)
    if total is not None and size != total:
        raise _PassingError(f"only {size:,} of {total:,} bytes came")


def _finished(remote: Remote, answer: httpx.Response, part: Path) -> Fetched:
    if not part.exists() or not part.stat().st_size:
        _drop(part)
        raise FetchError(f"{remote.file}: it came empty. An empty list is no list.")
    whole = part.with_name(remote.file)
    part.replace(whole)
    part.with_suffix(".seal").unlink(missing_ok=True)
    modified = answer.headers.get("last-modified")
    return Fetched(
        path=whole,
        etag=answer.headers.get("etag"),
        modified=modified,
        published=_day(modified),
    )


def _unfinished(part: Path) -> tuple[int, str]:
    """Bytes of an unfinished file and what sealed it; nothing where it cannot be gone on with."""
    try:
        seal = json.loads(part.with_suffix(".seal").read_text("utf-8"))
        size = part.stat().st_size
    except (OSError, ValueError):
        _drop(part)
        return 0, ""
    return (size, seal) if isinstance(seal, str) else (0, "")


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    part.with_suffix(".seal").unlink(missing_ok=True)


def _day(header: str | None) -> str | None:
    try:
        when = email.utils.parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return when.astimezone(UTC).date().isoformat()


def _words(error: Exception) -> str:
    return str(error).split("\n", 1)[0] or type(error).__name__


def _silent(*_: Any) -> None:  # noqa: ANN401 - takes whatever is told
    return None
