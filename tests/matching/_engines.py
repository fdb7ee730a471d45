"""Indexes made straight from words, for tests of the search alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from holdpoint.matching._builder import Builder
from holdpoint.matching._engine import Engine, Found, Reading
from holdpoint.matching._files import ACRONYM, Files
from holdpoint.matching._kernel import KernelEngine, kernel
from holdpoint.matching._names import Scored
from holdpoint.matching._reference import scan
from holdpoint.matching._retrieve import PythonEngine

Words = tuple[str, ...]


def made(names: Iterable[tuple[Words, int]]) -> dict[str, bytes]:
    """The files of an index over names and their marks, each a name of its own entity."""
    builder = Builder()
    for number, (words, mark) in enumerate(names):
        builder.ids.append(f"test:{number}")
        builder.first.append(number)
        builder.add_words(number, 0, words, mark)
    return builder.files()


def in_memory(content: Mapping[str, bytes]) -> Files:
    return Files(lambda name: memoryview(content[name]))


def engines(files: Files) -> dict[str, Engine]:
    """The Python path, and the kernel where it is built."""
    found: dict[str, Engine] = {"python": PythonEngine(files)}
    module = kernel()
    if module is not None:
        found["kernel"] = KernelEngine(module, files, threads=2)
    return found


def scanned(reading: Reading, names: Sequence[tuple[Words, int]], least: int) -> dict[int, Scored]:
    """What the slow, obvious search gives for a reading."""
    found: dict[int, Scored] = {}
    for exact in (False, True):
        rows = scan(reading.words, [words for words, _ in names], least, exact=exact)
        found |= {
            number: scored
            for number, scored in rows.items()
            if names[number][1] & reading.mask == reading.want
            and exact == (reading.exact or bool(names[number][1] & ACRONYM))
        }
    return found


def told(engine: Engine, reading: Reading, found: Found) -> dict[int, Scored]:
    """Hits with all that is known of them; their pairs in a fixed order."""
    names = [name for name, _, _ in found.hits]
    rows = dict(zip(names, map(in_order, engine.score(reading, names)), strict=True))
    assert [(n, s.points, s.told) for n, s in rows.items()] == list(found.hits)
    return rows


def in_order(scored: Scored) -> Scored:
    return scored._replace(rows=tuple(sorted(scored.rows)))
