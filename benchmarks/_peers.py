"""Other matchers, so that a benchmark compares with them in the same run.

They come with `uv sync --group peers`; without it :func:`peers` is empty and the benchmark says
so. Pairs are FollowTheMoney properties (``name``, ``birthDate``, ``country`` …) with lists of
values, as the labelled cases have them.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

Properties = Mapping[str, Sequence[str]]

MISSING = "peer not installed: uv sync --group peers"
"""What a benchmark prints when it has nobody to compare with."""

ALGORITHMS = ("logic-v2", "logic-v1", "name-based")

THRESHOLD = 0.7
"""Where nomenklatura and yente alert by default."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One matcher that scores pairs.

    Attributes:
        name: Of the algorithm, ``logic-v2``.
        version: Of the package, ``nomenklatura 4.17.4``.
        threshold: Its default.
    """

    name: str
    version: str
    threshold: float
    _compare: Callable[[Any, Any], float]

    def score_pair(
        self,
        query: Properties,
        candidate: Properties,
        schema: str,
        candidate_schema: str | None = None,
    ) -> float:
        """Score a pair, 0 to 1.

        Args:
            query: Property to values; a property that the schema lacks is left out.
            candidate: The same.
            schema: ``Person``, ``Company``, ``Organization``, ``LegalEntity``, ``Vessel`` …
            candidate_schema: Of the candidate, where it differs.
        """
        return self._compare(
            _proxy(query, schema), _proxy(candidate, candidate_schema or schema, "c")
        )


def installed() -> bool:
    """Whether there is anybody to compare with."""
    return importlib.util.find_spec("nomenklatura") is not None


def version() -> str:
    """Package and version, ``nomenklatura 4.17.4``."""
    return f"nomenklatura {importlib.metadata.version('nomenklatura')}"


def peers(names: Sequence[str] = ALGORITHMS) -> list[Peer]:
    """The matchers that are installed; none without the group.

    Args:
        names: Which, by the name of the algorithm.
    """
    if not installed():
        return []
    return [Peer(name, version(), THRESHOLD, _comparison(name)) for name in names]


def _comparison(name: str) -> Callable[[Any, Any], float]:
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm(name)
    if algorithm is None:
        raise ValueError(f"{version()} has no algorithm {name!r}.")
    config = algorithm.default_config()

    def compare(query: Any, candidate: Any) -> float:  # noqa: ANN401 - types of an optional package
        return float(algorithm.compare(query, candidate, config).score)

    return compare


def _proxy(properties: Properties, schema: str, side: str = "q") -> Any:  # noqa: ANN401
    """An entity whose id is made of its content, since the peer remembers work by id."""
    from followthemoney import EntityProxy, model

    known = model.get(schema)
    if known is None:
        raise ValueError(f"FollowTheMoney has no schema {schema!r}.")
    content = json.dumps([schema, {k: list(v) for k, v in properties.items()}], sort_keys=True)
    key = f"{side}-{hashlib.sha256(content.encode()).hexdigest()[:24]}"
    proxy = EntityProxy(known, {"id": key, "schema": schema, "properties": {}})
    for name, values in properties.items():
        if name in known.properties:
            for value in values:
                proxy.add(name, value, quiet=True)
    return proxy


class PeerIndex:
    """Nomenklatura's blocking index and logic-v2, as one search of a party in the lists.

    Use it in a ``with`` statement; its files go when it is closed.

    Args:
        lines: Entities as FollowTheMoney JSON (`holdpoint.sources.export_ftm`).
        algorithm: Which scorer ranks the candidates.
    """

    def __init__(self, lines: Iterable[str], algorithm: str = "logic-v2") -> None:
        from followthemoney import Dataset, StatementEntity
        from nomenklatura.blocker.index import Index
        from nomenklatura.resolver import Linker
        from nomenklatura.store.memory import MemoryStore

        self._dataset = Dataset.make({"name": "lists", "title": "Lists"})
        self._entity = StatementEntity.from_data
        store: Any = MemoryStore(self._dataset, Linker({}))
        with store.writer() as writer:
            for line in lines:
                data = json.loads(line)
                data.pop("datasets", None)
                writer.add_entity(self._entity(self._dataset, data))
        self._folder = tempfile.TemporaryDirectory()
        self._view = store.default_view()
        self._index = Index(self._view, Path(self._folder.name))
        self._index.build()
        self._compare = _comparison(algorithm)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._index.close()
        self._folder.cleanup()

    def search(
        self, properties: Properties, schema: str = "LegalEntity", limit: int = 10
    ) -> list[tuple[str, float]]:
        """Entity ids with scores 0 to 1, best first.

        Args:
            properties: Of the party.
            schema: Its kind.
            limit: How many at most.
        """
        return self.search_many([properties], schema, limit)[0]

    def search_many(
        self, batch: Sequence[Properties], schema: str = "LegalEntity", limit: int = 10
    ) -> list[list[tuple[str, float]]]:
        """The same for several parties in one go of the blocking index."""
        queries = {proxy.id: proxy for proxy in (_proxy(p, schema) for p in batch)}
        stated = [self._entity(self._dataset, proxy.to_dict()) for proxy in queries.values()]
        found: dict[str, list[tuple[str, float]]] = {}
        for subject, candidates in self._index.match_entities(stated):
            query = queries[str(subject)]
            scored = [
                (str(other), self._compare(query, self._view.get_entity(str(other))))
                for other, _ in candidates
            ]
            found[str(subject)] = sorted(scored, key=lambda row: (-row[1], row[0]))[:limit]
        return [found.get(_proxy(p, schema).id, []) for p in batch]
