"""One measurement in a process of its own, so that its memory and its start are its own.

`python -m benchmarks._speed_child JOB FOLDER SETTINGS`: prints one line of JSON. Times are CPU time
of one thread, so that what else the machine does counts for neither side.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdpoint.matching._engine import Engine, Reading, Wanted

Answer = dict[str, Any]
LEAST_WINKLER = 0.8
LEAST_RATIO = 80
_SLICE = 100_000


def build(folder: Path, _: Answer) -> Answer:
    """Words of names to the files of an index, every second name a person's.

    What is known of each word by itself (its weight, class, consonants) is made with the words and
    timed apart.
    """
    from benchmarks._synthetic import Table
    from holdpoint.matching._builder import Builder
    from holdpoint.matching._files import PERSON
    from holdpoint.matching._words import word_of
    from holdpoint.text import acronym

    table = Table.load(folder / "table")
    names = [(n, w, None if n % 2 else acronym(w)) for n, w in enumerate(table.names())]
    shorts = {short for _, _, short in names if short is not None}
    gc.freeze()  # what the measurement holds itself is no business of the collector
    start = time.process_time()
    known = {word: word_of.__wrapped__(word) for word in (*table.vocabulary, *shorts)}
    facts = time.process_time() - start
    start = time.process_time()
    builder = Builder()
    for number, words, short in names:
        builder.ids.append(f"name:{number}")
        builder.first.append(len(builder.marks))
        builder.add_name(number, 0, words, PERSON * (number % 2), short)
    files = builder.files(known.__getitem__)
    seconds = time.process_time() - start
    (folder / "index").mkdir()
    for name, content in files.items():
        (folder / "index" / name).write_bytes(content)
    return {
        "seconds": seconds,
        "facts_seconds": facts,
        "disk_mb": sum(map(len, files.values())) / 1e6,
    }


def first(folder: Path, settings: Answer) -> Answer:
    """From the start of the process, imports and all, to the answer to one query."""
    engine, _ = _engine(folder)
    engine.search(_readings(settings["queries"][0]), _wanted())
    return {"seconds": time.process_time(), "wall_seconds": time.time() - settings["started"]}


def single(folder: Path, settings: Answer) -> Answer:
    """Queries one by one; nothing is remembered of the words of the one before."""
    engine, native = _engine(folder)
    engine.search(_readings(settings["queries"][0]), _wanted())
    took: dict[str, list[float]] = {}
    for kind, queries in settings["kinds"].items():
        for query in queries:
            if native is not None:
                native.forget()
            start = time.process_time()
            engine.search(_readings(query), _wanted())
            took.setdefault(kind, []).append(time.process_time() - start)
    every = [one for some in took.values() for one in some]
    return {
        "native": native is not None,
        "ms": 1000 * statistics.median(every),
        "mean_ms": 1000 * statistics.fmean(every),
        "slowest_ms": 1000 * max(every),
        **{f"{kind}_ms": 1000 * statistics.median(some) for kind, some in took.items()},
    }


def batch(folder: Path, settings: Answer) -> Answer:
    """All queries in one call, by one thread.

    Their words and what is known of each are ready, as the peer's are sorted and joined.
    """
    from holdpoint.matching._words import word_of

    engine, _ = _engine(folder, threads=1)
    queries = settings["queries"]
    engine.search(_readings(queries[0]), _wanted())
    readings = [one for query in queries for one in _readings(query)]
    for reading in readings:
        for word in reading.words:
            word_of(word)
    start = time.process_time()
    engine.search(readings, _wanted())
    return {"ms": 1000 * (time.process_time() - start) / len(queries)}


def winkler(folder: Path, settings: Answer) -> Answer:
    """The peer of one query: every name, the best Jaro-Winkler of each word, in C++."""
    from holdpoint.matching._names import points_of

    _, native = _engine(folder)
    if native is None:
        sys.exit("The scan to compare with is part of the kernel: make .venv/.kernel")
    queries = [(list(words), [points_of(word) for word in words]) for words in settings["queries"]]
    took = _took(lambda q: native.scan_jaro_winkler(q[0], q[1], LEAST_WINKLER), queries)
    return {"ms": 1000 * statistics.median(took)}


def token_sort(folder: Path, settings: Answer) -> Answer:
    """The peer of many queries: rapidfuzz over names whose words were sorted before.

    Once as a search that gives its hits, once as bare scores of all pairs.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    from benchmarks._synthetic import Table

    names = [" ".join(sorted(words)) for words in Table.load(folder / "table").names()]
    queries = [" ".join(sorted(words)) for words in settings["queries"]]

    def hits(query: str) -> object:
        return process.extract(
            query, names, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, limit=None
        )

    found = statistics.fmean(_took(hits, queries))
    start = time.process_time()
    for at in range(0, len(names), _SLICE):
        some = names[at : at + _SLICE]
        process.cdist(
            queries, some, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8, workers=1
        )
    scores = (time.process_time() - start) / len(queries)
    return {"ms": 1000 * found, "scores_ms": 1000 * scores}


def recall(folder: Path, settings: Answer) -> Answer:
    """Hits of the full scan with the same scorer, and how many of them the index gives."""
    from holdpoint.matching._engine import Wanted
    from holdpoint.matching._kernel import as_row

    engine, native = _engine(folder)
    if native is None:
        sys.exit("The full scan is part of the kernel: make .venv/.kernel")
    least = _wanted().least
    expected = got = 0
    for query in settings["queries"]:
        for reading in _readings(query):
            every = {(hit[0], hit[1]) for hit in native.scan(as_row(reading), least)}
            (found,) = engine.search([reading], Wanted(least))
            expected += len(every)
            got += len(every & {(name, points) for name, points, _ in found.hits})
            got -= len(found.hits) - len(every & {(n, p) for n, p, _ in found.hits})
    return {"expected": expected, "found": got}


def screen(folder: Path, settings: Answer) -> Answer:
    """One party after the other against a whole snapshot, each candidate explained."""
    import holdpoint

    snapshot = holdpoint.open_snapshot(folder)
    names = settings["queries"]
    snapshot.match({"name": names[0]})
    took = _took(lambda name: snapshot.match({"name": name}), names[1:])
    return {
        "ms": 1000 * statistics.median(took),
        "mean_ms": 1000 * statistics.fmean(took),
        "slowest_ms": 1000 * max(took),
    }


def peer_screen(folder: Path, settings: Answer) -> Answer:
    """The same by nomenklatura's index and logic-v2, one query at a time."""
    import holdpoint
    from benchmarks._peers import PeerIndex
    from holdpoint.sources import export_ftm

    snapshot = holdpoint.open_snapshot(folder)
    start = time.process_time()
    with PeerIndex(export_ftm(snapshot.entities(), ())) as index:
        built = time.process_time() - start
        names = settings["queries"]
        index.search({"name": [names[0]]})
        took = _took(lambda name: index.search({"name": [name]}), names[1:])
    return {"ms": 1000 * statistics.median(took), "build_seconds": built}


def _took(call: Callable[[Any], object], queries: Sequence[Any]) -> list[float]:
    """Seconds of each call."""
    took = []
    for query in queries:
        start = time.process_time()
        call(query)
        took.append(time.process_time() - start)
    return took


def _engine(folder: Path, threads: int = 2) -> tuple[Engine, Any]:
    """The search over an index, and the kernel's own index or ``None``."""
    from holdpoint.matching._files import Files, mapped
    from holdpoint.matching._kernel import KernelEngine, kernel
    from holdpoint.matching._retrieve import PythonEngine

    files = Files(lambda name: mapped(folder / "index" / name))
    module = kernel()
    if module is None:
        return PythonEngine(files), None
    engine = KernelEngine(module, files, threads)
    return engine, engine.index


def _readings(words: Sequence[str]) -> tuple[Reading, ...]:
    from holdpoint.matching._engine import readings_of

    return readings_of(" ".join(words))


def _wanted() -> Wanted:
    """What a search with the usual floor asks for."""
    from holdpoint.matching._candidates import wanted
    from holdpoint.matching._index import least_for

    return wanted(least_for(0.60), 40)


JOBS: dict[str, Callable[[Path, Answer], Answer]] = {
    job.__name__: job
    for job in (
        build, first, single, batch, winkler, token_sort, recall, screen, peer_screen,
    )
}  # fmt: skip


def main() -> None:
    job, folder, settings = sys.argv[1:]
    random.seed(0)
    print(json.dumps(JOBS[job](Path(folder), json.loads(Path(settings).read_text("utf-8")))))


if __name__ == "__main__":
    main()
