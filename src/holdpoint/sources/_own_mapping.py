"""The mapping file of a firm's own list: which column of its CSV is what. YAML, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_args

from holdpoint.errors import UnreadableInputError
from holdpoint.files import YamlText, decode, read_bytes, read_yaml
from holdpoint.model import EntityType, Measure, Problem

_REQUIRED = ("id", "title", "measure", "file", "columns")
_TEXTS = (
    "format", *_REQUIRED[:-1], "publisher", "authority", "list", "legal_basis", "list_date",
    "delimiter", "separator", "url", "reference",
)  # fmt: skip
_COLUMNS = (
    "id", "name", "aliases", "weak_aliases", "former_names", "type", "country", "address",
    "nationality", "birth_date", "birth_place", "founded", "programme", "listed_on", "until",
    "reference", "note", "remarks",
)  # fmt: skip
_MEASURES = ("private", "is_informed")
_TYPES = frozenset(get_args(EntityType))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """What the mapping file says of the list and its columns.

    Attributes:
        file: The CSV, beside the mapping file.
        columns: Field to column heading.
        identifiers: Kind of identifier to column heading.
        types: The firm's words for types, to ours.
    """

    id: str
    title: str
    measure: Measure
    file: Path
    columns: Mapping[str, str]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, EntityType] = field(default_factory=dict)
    publisher: str = "the firm itself"
    authority: str = "company"
    list: str = ""
    legal_basis: str | None = None
    list_date: str | None = None
    delimiter: str = ","
    separator: str = ";"
    url: str | None = None
    reference: str | None = None


def read_mapping(path: Path) -> OwnList:
    """Read and check a mapping file.

    Raises:
        UnreadableInputError: It is no YAML, or says something that is not understood; each fault
            is a problem with its line.
    """
    document = read_yaml(decode(read_bytes(path), path.name)[0], path.name)
    checker = _Checker(document)
    data = checker.mapping(document.value, ())
    texts = {key: checker.text(data, key) for key in _TEXTS if data.get(key) is not None}
    for key in data:
        if key not in _TEXTS and key not in ("columns", "identifiers", "types"):
            checker.fault((key,), key, "The key is not known.", f"Use one of: {', '.join(_TEXTS)}.")
    for key in _REQUIRED:
        if data.get(key) is None:
            checker.fault((), key, "The key is missing.", "Add it.")
    measure = texts.get("measure", "")
    if measure and measure not in _MEASURES:
        checker.fault(
            ("measure",), "measure", "A firm's own list has no such effect.",
            "Use private, or is_informed for a letter from an authority.",
        )  # fmt: skip
    columns = checker.pairs(data, "columns", _COLUMNS)
    if "name" not in columns:
        checker.fault(("columns",), "columns.name", "No column is the name.", "Add it.")
    types = checker.pairs(data, "types", None, values=_TYPES)
    identifiers = checker.pairs(data, "identifiers", None)
    if len(texts.get("delimiter", ",")) != 1:
        checker.fault(("delimiter",), "delimiter", "It must be one character.", "Use , or ;.")
    checker.settle()
    texts.pop("format", None)
    return OwnList(
        **{key: value for key, value in texts.items() if key not in ("file", "measure")},
        measure=cast("Measure", measure),
        file=path.parent / texts["file"],
        columns=columns,
        identifiers=identifiers,
        types=cast("dict[str, EntityType]", types),
    )


class _Checker:
    """Collects faults, so that all are told at once."""

    def __init__(self, document: YamlText) -> None:
        self._document = document
        self._problems: list[Problem] = []

    def fault(self, path: tuple[str | int, ...], field_name: str, reason: str, remedy: str) -> None:
        self._problems.append(
            Problem(
                file=self._document.name,
                line=self._document.line(path),
                field=field_name,
                reason=reason,
                remedy=remedy,
            )
        )

    def mapping(self, value: Any, path: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401 - YAML
        if isinstance(value, dict):
            return value
        if value is not None or not path:
            name = ".".join(path) or "the document"
            self.fault(path, name, "It must hold keys and values.", "Write 'key: value' lines.")
        return {}

    def text(self, data: Mapping[str, Any], key: str) -> str:
        if isinstance(data[key], str):
            return str(data[key])
        self.fault((key,), key, "It must be one text.", "Write one value.")
        return ""

    def pairs(
        self,
        data: Mapping[str, Any],
        key: str,
        known: tuple[str, ...] | None,
        values: frozenset[str] | None = None,
    ) -> dict[str, str]:
        out: dict[str, str] = {}
        for name, value in self.mapping(data.get(key), (key,)).items():
            if known is not None and name not in known:
                remedy = f"Use one of: {', '.join(known)}."
                self.fault((key, name), f"{key}.{name}", "The field is not known.", remedy)
            elif not isinstance(value, str) or (values is not None and value not in values):
                remedy = f"Use one of: {', '.join(sorted(values or ()))}." if values else "Name it."
                self.fault((key, name), f"{key}.{name}", "The value cannot be used.", remedy)
            else:
                out[name] = value
        return out

    def settle(self) -> None:
        if self._problems:
            raise UnreadableInputError(str(self._problems[0]), self._problems)
