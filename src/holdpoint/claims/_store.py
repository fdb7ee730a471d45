"""A store of claims: a folder with the ledger, the texts, the readings and the evidence."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.claims._correction import Correction, corrected
from holdpoint.claims._events import (
    HASH,
    Accepted,
    Added,
    Attached,
    Body,
    ClaimVersion,
    Corrected,
    Event,
    Linked,
    Rejected,
)
from holdpoint.claims._exhibits import identified
from holdpoint.claims._find import find_claim, open_claim
from holdpoint.claims._ledger import LEDGER, Head, Ledger, Stamp
from holdpoint.claims._readings import check_reading, content_hash, packed, settled
from holdpoint.claims._shape import ShapeError, shaped
from holdpoint.claims._standing import Load, Standing, StoredClaim, replay, take, up_to
from holdpoint.errors import ClaimsError
from holdpoint.files import read_bytes, write_atomic
from holdpoint.model import (
    ClaimLinkKind,
    Credibility,
    Exhibit,
    Problem,
    Reading,
    Reliability,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS, READINGS, EVIDENCE = "documents", "readings", "evidence"

MAX_EVIDENCE = 256 << 20
"""Largest file that is taken as evidence, in bytes."""

_REMEMBERED = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of a reading.

    Attributes:
        document: ``doc-…``.
        new: Claims that were not known.
        known: Claims that were known with these words and this reading of them.
        changed: Claims that nobody had reviewed and that are read otherwise now.
        differing: Claims that somebody reviewed and that are read otherwise now: they stay as they
            were reviewed.
        event: The event; ``None`` where this very reading was in the store already.
    """

    document: str
    new: tuple[str, ...]
    known: tuple[str, ...]
    changed: tuple[str, ...]
    differing: tuple[str, ...]
    event: Event | None


class ClaimStore:
    """Claims, what people decided about them, and the documents on which they stand.

    Everything is added, nothing is overwritten; what was known on a day is the beginning of the
    ledger. Many processes may read and add at the same time.

    Args:
        folder: The store.
        create: Whether it is made when it is not there.

    Raises:
        ClaimsError: There is no store, or the folder holds something else.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.ledger = Ledger(folder)
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        with _as_claims_error(folder):
            if create:
                self._create()
            elif not (folder / LEDGER).is_file():
                raise ClaimsError(
                    f"{folder.name}: there is no store of claims. `holdpoint claims add` makes one."
                )

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in self.folder.iterdir()}
        if names and LEDGER not in names and not names <= {DOCUMENTS, READINGS, EVIDENCE}:
            raise ClaimsError(
                f"{self.folder.name}: holds other files and no claims. Give a new or empty folder."
            )
        for name in (DOCUMENTS, READINGS, EVIDENCE):
            (self.folder / name).mkdir(exist_ok=True)
        self.ledger.create()

    # ---- what is known ---------------------------------------------------------------------------

    def events(self, as_of: str | None = None) -> tuple[Event, ...]:
        """The events up to the end of a day (UTC, ISO 8601); all when left out.

        Raises:
            ClaimsError: The ledger is damaged.
        """
        return up_to(self.ledger.events(), as_of)

    def standing(self, as_of: str | None = None) -> Standing:
        """Where every claim stood at the end of a day (UTC, ISO 8601); now when left out.

        Raises:
            ClaimsError: The store is damaged.
        """
        return replay(self.events(as_of), self._load)

    def head(self) -> Head:
        """Number and hash of the last event: note it elsewhere, and no history can be exchanged."""
        events = self.ledger.events()
        return Head(seq=events[-1].seq, hash=events[-1].hash) if events else Head()

    def text(self, document: Added) -> str:
        """The kept text of a document, as its last reading names it.

        Raises:
            ClaimsError: It is missing or was changed.
        """
        raw = self._kept(DOCUMENTS, document.text, ".txt")
        return raw.decode("utf-8")

    def reading(self, document: Added) -> Reading:
        """A reading with its text.

        Raises:
            ClaimsError: It is missing or was changed.
        """
        return replace(self._load(document), text=self.text(document))

    def evidence(self, exhibit: Exhibit) -> Path | None:
        """Where the file of evidence is kept; ``None`` for an address. Its hash is not checked."""
        if exhibit.sha256 is None or not HASH.fullmatch(exhibit.sha256):
            return None
        return self.folder / EVIDENCE / exhibit.sha256

    # ---- what is added ---------------------------------------------------------------------------

    def add(self, readings: Iterable[Reading], stamp: Stamp) -> tuple[AddReport, ...]:
        """Take readings in; their claims are unreviewed until a person decides.

        Raises:
            ClaimsError: A reading is not grounded on its text, or the event cannot be entered.
        """
        taken = [settled(reading) for reading in readings]
        with self._changing() as now:
            reports = [self._add(reading, stamp, now) for reading in taken]
        return tuple(reports)

    def _add(self, reading: Reading, stamp: Stamp, now: _Change) -> AddReport:
        text, whole = reading.text.encode(), packed(reading)
        body = Added(
            document=reading.source.id,
            text=hashlib.sha256(text).hexdigest(),
            reading=hashlib.sha256(whole).hexdigest(),
            claims=tuple(
                ClaimVersion(claim=claim.id, content=content_hash(claim, reading.entities))
                for claim in reading.claims
            ),
        )
        found: dict[str, list[str]] = {"new": [], "known": [], "changed": [], "differing": []}
        for version in body.claims:
            found[_became(now.standing, version)].append(version.claim)
        again = now.standing.readings.get(body.document) == body
        if not again:
            self._keep(DOCUMENTS, body.text, ".txt", text)
            self._keep(READINGS, body.reading, ".json", whole)
        return AddReport(
            document=body.document,
            new=tuple(found["new"]),
            known=tuple(found["known"]),
            changed=tuple(found["changed"]),
            differing=tuple(found["differing"]),
            event=None if again else now.add(body, stamp),
        )

    def accept(
        self,
        ids: Sequence[str],
        stamp: Stamp,
        *,
        reason: str | None = None,
        reliability: Reliability = "F",
        credibility: Credibility = "6",
    ) -> Event:
        """Accept claims, all or none: what was read of them last.

        Args:
            ids: Ids of claims, or the beginnings of them.
            stamp: Who and when.
            reason: Why.
            reliability: What the reviewer thinks of the source.
            credibility: What the reviewer thinks of the information.

        Raises:
            ClaimsError: There is no such claim, or another one stands in its place.
        """
        with self._changing() as now:
            found = [open_claim(now.standing, one) for one in ids]
            versions = (_version(one.newer or one) for one in found)
            body = Accepted(
                claims=_some(versions),
                reason=_reason(reason),
                reliability=reliability,
                credibility=credibility,
            )
            return now.add(body, stamp)

    def reject(self, ids: Sequence[str], stamp: Stamp, *, reason: str) -> Event:
        """Reject claims, all or none; arguments and errors as :meth:`accept`."""
        with self._changing() as now:
            versions = (_version(open_claim(now.standing, one)) for one in ids)
            return now.add(Rejected(claims=_some(versions), reason=_needed(reason)), stamp)

    def correct(
        self,
        claim_id: str,
        change: Correction,
        stamp: Stamp,
        *,
        reason: str,
        accept: bool = False,
        reliability: Reliability | None = None,
        credibility: Credibility | None = None,
    ) -> Event:
        """Put another claim in the place of one; the first stays, superseded.

        Hedges of the source stay with the new claim. It is accepted where the first one was, or
        where that is asked for.

        Args:
            claim_id: The claim, or the beginning of its id.
            change: What is to be different.
            stamp: Who and when.
            reason: Why.
            accept: Whether the new claim is accepted at once.
            reliability: As for :meth:`accept`; those of the first claim when left out.
            credibility: Likewise.

        Raises:
            ClaimsError: There is no such claim; nothing is different; or the new claim says more
                than the source did and that was not asked for.
        """
        with self._changing() as now:
            old = open_claim(now.standing, claim_id)
            text = self.text(now.standing.readings[old.source.id])
            new, entities, sharpened = corrected(old, change, text)
            body = Corrected(
                old=_version(old),
                new=new,
                entities=entities,
                reason=_needed(reason),
                accepted=accept or old.state == "accepted",
                sharpened=sharpened,
                reliability=reliability or old.review.reliability,
                credibility=credibility or old.review.credibility,
            )
            return now.add(body, stamp)

    def link(
        self, source: str, target: str, kind: ClaimLinkKind, stamp: Stamp, *, reason: str
    ) -> Event:
        """Say how two claims stand to each other; nothing is merged or overwritten.

        Raises:
            ClaimsError: There is no such claim, or the two are one.
        """
        with self._changing() as now:
            ends = [find_claim(now.standing, one).claim.id for one in (source, target)]
            body = Linked(source=ends[0], target=ends[1], kind=kind, reason=_needed(reason))
            return now.add(body, stamp)

    def attach(
        self, ids: Sequence[str], exhibit: Exhibit, stamp: Stamp, *, file: Path | None = None
    ) -> Event:
        """Put evidence beside claims: a file, which is kept under its hash, or an address.

        Args:
            ids: Ids of claims, or the beginnings of them.
            exhibit: What is known of it; id, hash, size and claims are filled in here.
            stamp: Who and when.
            file: The file, where there is one.

        Raises:
            ClaimsError: There is no such claim, neither file nor address is given, or a day or
                footprint is none.
            UnreadableInputError: The file cannot be read, or is larger than :data:`MAX_EVIDENCE`.
        """
        raw = read_bytes(file, max_bytes=MAX_EVIDENCE) if file else None
        known = identified(replace(exhibit, recorded=stamp.at[:10]), raw, file)
        with self._changing() as now:
            found = dict.fromkeys(find_claim(now.standing, one).claim.id for one in ids)
            if not found:
                raise ClaimsError("Name the claims beside which the evidence stands.")
            if raw is not None and known.sha256:
                self._keep(EVIDENCE, known.sha256, "", raw)
            return now.add(Attached(exhibit=replace(known, claims=tuple(found))), stamp)

    # ---- whether it is whole ---------------------------------------------------------------------

    def verify(self) -> tuple[Problem, ...]:
        """Everything that is not as it was written: ledger, texts, readings, evidence, spans."""
        problems = list(self.ledger.verify())
        if any(problem.fatal for problem in problems):
            return tuple(problems)
        standing = Standing()
        for event in self.ledger.events():
            try:
                if isinstance(event.body, Added):
                    check_reading(self.reading(event.body))
                elif isinstance(event.body, Attached) and event.body.exhibit.sha256:
                    self._kept(EVIDENCE, event.body.exhibit.sha256, "")
                take(standing, event, self._load)
            except ClaimsError as error:
                problems += error.problems or [_fault(event, str(error))]
        return tuple(problems)

    # ---- the files -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _changing(self) -> Iterator[_Change]:
        """Where everything stands now, and a way to add to it, for one writer at a time."""
        with _as_claims_error(self.folder), self.ledger.changing() as (events, append):
            yield _Change(replay(events, self._load), append, self._load)

    def _load(self, body: Added) -> Reading:
        """A reading without its text."""
        if found := self._readings.get(body.reading):
            self._readings.move_to_end(body.reading)
            return found
        raw = self._kept(READINGS, body.reading, ".json")
        name = f"{READINGS}/{body.reading[:16]}….json"
        try:
            reading = shaped(Reading, json.loads(raw), file=name)
        except (ValueError, RecursionError, ShapeError) as error:
            raise ClaimsError(f"{name} is no reading: {error}") from None
        self._readings[body.reading] = reading
        if len(self._readings) > _REMEMBERED:
            self._readings.popitem(last=False)
        return reading

    def _kept(self, kind: str, name: str, ending: str) -> bytes:
        if not HASH.fullmatch(name):
            raise ClaimsError(f"{kind}: {name[:40]!r} is no hash. The ledger was not written here.")
        path = self.folder / kind / f"{name}{ending}"
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise _lost(kind, name, f"cannot be read ({error.strerror})") from error
        if hashlib.sha256(raw).hexdigest() != name:
            raise _lost(kind, name, "was changed: its hash is not its name")
        return raw

    def _keep(self, kind: str, name: str, ending: str, raw: bytes) -> None:
        path = self.folder / kind / f"{name}{ending}"
        with contextlib.suppress(ClaimsError):
            self._kept(kind, name, ending)
            return
        write_atomic(path, raw)


def _became(standing: Standing, version: ClaimVersion) -> str:
    """What reading a claim means for the store: the name of a list of :class:`AddReport`."""
    held = standing.claims.get(version.claim)
    if held is None:
        return "new"
    if held.content == version.content:
        return "known"
    return "changed" if held.state == "unreviewed" else "differing"


class _Change:
    """What one writer adds: every event is tried before it is written.

    Attributes:
        standing: Where everything stands, with what was added.
    """

    def __init__(
        self, standing: Standing, append: Callable[[Body, Stamp], Event], load: Load
    ) -> None:
        self.standing = standing
        self._append = append
        self._load = load

    def add(self, body: Body, stamp: Stamp) -> Event:
        """Add an event.

        Raises:
            ClaimsError: It cannot be; nothing was written.
        """
        trial = self.standing.copy()
        nameless = Event(
            seq=0, at=stamp.at, basis=stamp.basis, by=stamp.by, body=body, previous="", hash=""
        )
        take(trial, nameless, self._load)
        event = self._append(body, stamp)
        take(self.standing, event, self._load)
        return event


def _version(stored: StoredClaim) -> ClaimVersion:
    return ClaimVersion(claim=stored.claim.id, content=stored.content)


def _some(versions: Iterable[ClaimVersion]) -> tuple[ClaimVersion, ...]:
    found = tuple(dict.fromkeys(versions))
    if not found:
        raise ClaimsError("No claim is named. Give the ids that `holdpoint claims list` shows.")
    return found


def _reason(text: str | None) -> str | None:
    return (text or "").strip() or None


def _needed(text: str) -> str:
    found = _reason(text)
    if found is None:
        raise ClaimsError(
            "Say why (--reason): whoever reads the ledger later has to understand it."
        )
    return found


def _lost(kind: str, name: str, what: str) -> ClaimsError:
    problem = Problem(
        file=f"{kind}/{name[:16]}…",
        reason=f"It {what}.",
        remedy="Restore the store from a copy.",
    )
    return ClaimsError(str(problem), (problem,))


def _fault(event: Event, reason: str) -> Problem:
    return Problem(
        file=LEDGER, line=event.seq, reason=reason, remedy="Restore the store from a copy."
    )


@contextlib.contextmanager
def _as_claims_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ClaimsError(
            f"{folder.name}: the store of claims cannot be used ({error.strerror}). Check that it "
            "is there, may be written, and has space."
        ) from error
