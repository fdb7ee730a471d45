"""YAML without its traps: every scalar is text, and every value knows its line.

PyYAML's usual loaders read ``NO`` as false, ``010121`` as a number in base eight and ``8542.10`` as
8542.1. Here nothing is guessed: schemas give types, not spellings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlText:
    """A YAML document as text values.

    Attributes:
        value: Dicts, lists and strings; an empty scalar (or ``~``/``null`` unquoted) is ``None``.
        lines: Line of every value, counted from 1, by path (``("rules", 3, "id")``).
        name: Name of the file for messages.
    """

    value: Any
    lines: dict[Path, int]
    name: str

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, name: str, *, ours: bool = False) -> YamlText:
    """Read one YAML document, without tags, anchors' cycles or guessed types.

    Args:
        text: The document.
        name: File name for messages.
        ours: The document came with the product, so that the fast parser may read it.

    Raises:
        UnreadableInputError: It is not YAML, a key is repeated, it uses aliases, or it is nested
            deeper than the interpreter can follow.
    """
    # The C parser is six times as fast, but hostile nesting overflows its stack; some builds
    # of PyYAML lack it.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader) if ours else yaml.BaseLoader
    lines: dict[Path, int] = {}
    try:
        node = yaml.compose(text, Loader=loader)
        return YamlText(_value(node, (), lines, set(), name), lines, name)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _fail(
            name, mark.line + 1 if mark else None, getattr(error, "problem", None) or "not YAML"
        ) from error
    except RecursionError as error:
        raise _fail(name, None, "lists and mappings lie too deep in each other") from error


def _fail(name: str, line: int | None, reason: str) -> UnreadableInputError:
    problem = Problem(
        file=name, line=line, reason=f"{reason}.", remedy="Mend the YAML at this line."
    )
    return UnreadableInputError(str(problem), [problem])


def _value(
    node: yaml.Node | None, path: Path, lines: dict[Path, int], seen: set[int], name: str
) -> Any:  # noqa: ANN401 - a document holds anything
    if node is None:
        return None
    lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in seen:
        raise _fail(name, node.start_mark.line + 1, "aliases (*name) are not allowed")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, seen, name)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), lines, seen, name) for i, item in enumerate(node.value)]
    bare = isinstance(node, yaml.ScalarNode) and not node.style
    empty = bare and node.value in ("", "~", "null")
    return None if empty else str(node.value)


def _mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], seen: set[int], name: str
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _fail(name, line, "a key must be plain text")
        key = str(key_node.value)
        if key in out:
            raise _fail(name, line, f"the key '{key}' stands here twice")
        lines[*path, key] = line
        out[key] = _value(value_node, (*path, key), lines, seen, name)
    return out
