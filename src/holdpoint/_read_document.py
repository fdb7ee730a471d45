"""Read a disclosure with what a snapshot knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint._known_names import lexicon_of
from holdpoint.disclosures import keep_document, read_kept
from holdpoint.knowledge import Snapshot, open_snapshot

if TYPE_CHECKING:
    from holdpoint.disclosures import Media, ModelEndpoint
    from holdpoint.model import Reading


def read_document(
    source: Path | str | bytes,
    *,
    published: str | None = None,
    snapshot: Snapshot | None = None,
    media: Media | None = None,
    url: str | None = None,
    publisher: str | None = None,
    issuer: str | None = None,
    retrieved: str | None = None,
    extractor: ModelEndpoint | None = None,
) -> Reading:
    """Read a document into claims, each on the words of its text.

    Args:
        source: Path of a text, Markdown, HTML, PDF or e-mail file; or the bytes of one.
        published: Day of publication (``2023-06-09``), against which "Friday" and "next year" are
            resolved; goes before what the document says.
        snapshot: What is known of names and places; the embedded knowledge if left out.
        media: ``text``, ``markdown``, ``html``, ``pdf`` or ``email``; told from the file if left
            out.
        url: Where the document was had from.
        publisher: Who printed it; goes before what the document says.
        issuer: Whose statement it is; likewise.
        retrieved: Day on which it was fetched.
        extractor: A model that is asked as well, to whose address the text goes; nothing leaves the
            machine without one.

    Returns:
        ``.claims``, ``.entities``, ``.checks`` and the rest of
        :class:`holdpoint.model.Reading`. For every span ``reading.text[start:end] == quote``.

    Raises:
        UnreadableInputError: The document cannot be read; the message says why and what to do.
    """
    kept = keep_document(
        Path(source) if isinstance(source, str) else source,
        published=published,
        media=media,
        url=url,
        publisher=publisher,
        issuer=issuer,
        retrieved=retrieved,
    )
    return read_kept(kept, lexicon_of(snapshot or _embedded()), extractor=extractor)


@cache
def _embedded() -> Snapshot:
    return open_snapshot()
