"""`holdpoint read`: documents to claims."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._output import check_target, is_folder, writing
from holdpoint.errors import HoldpointError, UnreadableInputError

if TYPE_CHECKING:
    from holdpoint.disclosures import Kept, ModelEndpoint
    from holdpoint.model import Reading

_ONE_ONLY = ("published", "publisher", "issuer", "url")
"""What is said of one document and would be untrue of the next."""


def read_documents(
    documents: Sequence[Path],
    *,
    told: Mapping[str, str | None],
    form: str,
    out: str | None,
    keep: Path | None,
    snapshot: Path | None,
    model: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None),
) -> int:
    """Read every document and write what it says; returns the exit code.

    Args:
        documents: Files.
        told: ``published``, ``publisher``, ``issuer``, ``url`` and ``retrieved``, as given.
        form: ``table``, ``json`` or ``html``.
        out: File to write; standard output if left out. Pages of several documents go to a folder.
        keep: Folder in which texts and versions are kept.
        snapshot: The snapshot or store; the embedded one if left out.
        model: Address, name, environment variable of the key and prices of a model to ask too.
    """
    endpoint = _endpoint(*model)
    target = _target(documents, told, out, form)
    unread: list[Path] = []
    read = _reader(snapshot, endpoint)
    readings = _readings(documents, told, keep, read, unread, quiet=out is None)
    if form == "json":
        _write_json(readings, target, several=len(documents) > 1)
    elif form == "html":
        _write_pages(readings, target, folder=out is not None and is_folder(out))
    else:
        _write_table(readings, target)
    if len(documents) > 1:
        count = len(documents) - len(unread)
        console.err().print(f"{count} of {len(documents)} documents read")
    return console.UNREADABLE if unread else console.OK


def _target(
    documents: Sequence[Path], told: Mapping[str, str | None], out: str | None, form: str
) -> Path | None:
    several = len(documents) > 1
    if form == "html" and several and (out is None or not is_folder(out)):
        raise HoldpointError("Each document is a page of its own: name a folder, --out pages/.")
    if out is not None and is_folder(out) and form != "html":
        raise HoldpointError(f"{out}: is a folder. Name a file.")
    given = [f"--{name}" for name in _ONE_ONLY if told.get(name) is not None]
    if given and several:
        raise HoldpointError(f"{', '.join(given)}: belongs to one document. Read them apart.")
    return check_target(out, documents)


def _endpoint(
    url: str | None, model: str | None, variable: str | None, prices: str | None
) -> ModelEndpoint | None:
    """Give the model to ask, ``None`` where none was named; nothing is sent yet."""
    if url is None:
        if model or variable or prices:
            raise HoldpointError("--model… belongs to --model-url: name the address, or leave it.")
        return None
    if not model:
        raise HoldpointError("--model-url needs --model: the name of the model at that address.")
    if variable and not os.environ.get(variable):
        raise HoldpointError(f"--model-key {variable}: there is no such environment variable.")
    from holdpoint.disclosures import ModelEndpoint

    price_in, price_out = _prices(prices)
    key = os.environ[variable] if variable else None
    return ModelEndpoint(url=url, model=model, key=key, price_in=price_in, price_out=price_out)


def _prices(text: str | None) -> tuple[float | None, float | None]:
    if text is None:
        return None, None
    try:
        price_in, price_out = (float(part) for part in text.split(","))
    except ValueError:
        raise HoldpointError(f"--model-price {text!r}: write two numbers, as 0.15,0.60.") from None
    return price_in, price_out


def _reader(snapshot: Path | None, endpoint: ModelEndpoint | None) -> Callable[[Kept], Reading]:
    """Give what reads a kept document, with the names and places of a snapshot."""
    from holdpoint._known_names import lexicon_of
    from holdpoint.disclosures import read_kept

    lexicon = lexicon_of(open_told(snapshot))
    if endpoint is not None:
        console.note(f"The text of each document goes to {endpoint.url}.")
    return lambda kept: read_kept(kept, lexicon, extractor=endpoint)


def _readings(
    documents: Sequence[Path],
    told: Mapping[str, str | None],
    keep: Path | None,
    read: Callable[[Kept], Reading],
    unread: list[Path],
    *,
    quiet: bool,
) -> Iterator[Reading]:
    """Each reading in turn; a document that cannot be read is told and counted."""
    from holdpoint.disclosures import keep_document

    with console.progress("Reading", wanted=not quiet) as tell:
        for number, path in enumerate(documents, 1):
            tell(f"Reading {number} of {len(documents)}: {path.name}")
            try:
                kept = keep_document(
                    path,
                    published=told["published"],
                    publisher=told["publisher"],
                    issuer=told["issuer"],
                    url=told["url"],
                    retrieved=told["retrieved"],
                )
                reading = read(kept)
            except UnreadableInputError as fault:
                unread.append(path)
                console.show_problems(fault.problems)
                continue
            if keep is not None:
                _shelve(keep, kept, path)
            yield reading


def _shelve(folder: Path, kept: Kept, path: Path) -> None:
    from holdpoint.disclosures import Shelf
    from holdpoint.files import read_bytes

    version, before = Shelf(folder).put(kept, read_bytes(path))
    if before is not None:
        console.note(
            f"{version.place}: another text than {before.document}"
            f"{f' of {before.retrieved}' if before.retrieved else ''}; both are kept."
        )


def _write_json(readings: Iterator[Reading], target: Path | None, *, several: bool) -> None:
    """One document is an object, several are an array, in the order in which they were named."""
    from holdpoint.files import plain

    rows = [plain(reading) for reading in readings]
    if not rows and not several:
        return
    text = json.dumps(rows if several else rows[0], ensure_ascii=False, indent=2) + "\n"
    with writing(target) as handle:
        handle.write(text.encode("utf-8"))


def _write_table(readings: Iterator[Reading], target: Path | None) -> None:
    from rich.console import Console

    from holdpoint.report import reading_view

    if target is None:
        for number, reading in enumerate(readings):
            if number:
                console.out().print()
            reading_view(reading, console.out())
        return
    from io import StringIO

    page = StringIO()
    screen = Console(file=page, width=160, highlight=False, markup=False, emoji=False)
    for reading in readings:
        reading_view(reading, screen)
        screen.print()
    with writing(target) as handle:
        handle.write(page.getvalue().encode("utf-8", "backslashreplace"))


def _write_pages(readings: Iterator[Reading], target: Path | None, *, folder: bool) -> None:
    """One page a document; in a folder each bears the name of its file."""
    from holdpoint.report import document_page

    taken: set[str] = set()
    for reading in readings:
        path = target
        if folder and target is not None:
            target.mkdir(parents=True, exist_ok=True)
            stem = Path(reading.source.file or reading.source.id).stem
            name = stem if stem not in taken else f"{stem}-{reading.source.sha256[:16]}"
            taken.add(name)
            path = target / f"{name}.html"
        with writing(path) as handle:
            handle.write(document_page(reading).encode("utf-8"))
