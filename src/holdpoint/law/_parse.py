"""From a pack file to rules: everything that is wrong is collected, with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, cast, get_args

from holdpoint.files import decode, digest, read_bytes, read_yaml
from holdpoint.law._compile import Compiler
from holdpoint.law._dates import is_day
from holdpoint.law._doc import Doc, Raw
from holdpoint.law._examples import parse_examples
from holdpoint.law._nodes import Node
from holdpoint.law._parts import PartReader
from holdpoint.law._rule import (
    MAY_BLOCK,
    Cite,
    Excuse,
    PackKind,
    Rule,
    Whom,
)
from holdpoint.law._scope import Scope, missing_path, resolve_placeholder
from holdpoint.law._templates import placeholders
from holdpoint.model import Outcome, Problem

ID_PATTERN = r"[a-z][a-z0-9]*(\.[a-z0-9][a-z0-9-]*)+"
_ID = re.compile(ID_PATTERN)
RULE_KEYS = (
    "id", "title", "authority", "regime", "outcome", "in_force", "windows", "cite", "needs",
    "parameters", "lists", "when", "unless", "because", "unknown_because", "ask", "clears_if",
    "banner", "examples", "relevant", "whom",
)  # fmt: skip
PACK_KEYS = ("pack", "title", "kind", "relevant", "lists", "rules", "retired")
EACH_KEYS = ("relevant", "lists")
NEEDED_KEYS = (
    "id",
    "title",
    "authority",
    "outcome",
    "cite",
    "when",
    "because",
    "clears_if",
    "examples",
)


@dataclass(slots=True)
class Pack:
    """What came of one file.

    Attributes:
        each: ``relevant`` and ``lists`` that a question has where it does not say when it matters.
    """

    name: str
    kind: PackKind
    title: str
    each: Mapping[str, Any] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    retired: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_pack(path: FilePath, *, lists: FilePath) -> Pack:
    """Read one pack.

    Args:
        path: A YAML file.
        lists: Folder of the lists that come with the product; a pack's own folder goes before.

    Raises:
        UnreadableInputError: It cannot be opened or is no YAML.
    """
    text, _ = decode(read_bytes(path), path.name)
    return parse_pack(text, path, lists=lists)


def parse_pack(text: str, path: FilePath, *, lists: FilePath) -> Pack:
    """The same of a text that stands, or is to stand, in a file."""
    doc = Doc(read_yaml(text, path.name, ours=path.parent == lists / "packs"))
    top = doc.mapping(doc.yaml.value, (), "A pack")
    doc.keys(top, (), PACK_KEYS, "a pack")
    kind = doc.choice(top.get("kind"), ("kind",), get_args(PackKind), "The kind of the pack")
    pack = Pack(
        name=doc.text(top.get("pack"), ("pack",), "`pack`"),
        kind=cast("PackKind", kind),
        title=doc.text(top.get("title"), ("title",), "`title`"),
        each=_each(doc, top, kind),
    )
    for index, raw in enumerate(doc.rows(top.get("rules"), ("rules",), "`rules`")):
        rule = _RuleReader(doc, ("rules", index), (path.parent, lists), pack).read(raw)
        if rule is not None:
            pack.rules.append(rule)
    pack.retired = _retired(doc, top.get("retired"))
    pack.problems = doc.problems
    return pack


def _each(doc: Doc, top: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """What every question of the pack has that says nothing of its own about it."""
    out = {key: top[key] for key in EACH_KEYS if key in top}
    if kind != "questionnaire":
        for key in out:
            doc.fault((key,), f"Only a questionnaire has `{key}` for all.", "Put it in the rules.")
        return {}
    return out


def _retired(doc: Doc, raw: Raw) -> dict[str, str]:
    """Ids of rules that a pack once had, each with the place where that stands."""
    out: dict[str, str] = {}
    for index, one in enumerate(doc.rows(raw or [], ("retired",), "`retired`")):
        here = ("retired", index)
        parts = doc.mapping(one, here, "A retired rule")
        doc.keys(parts, here, ("id", "on", "why"), "a retired rule")
        name = doc.text(parts.get("id"), (*here, "id"), "`id`")
        doc.text(parts.get("why"), (*here, "why"), "`why`")
        if not is_day(str(parts.get("on"))):
            doc.fault((*here, "on"), "This is no date.", "Write the day on which it was retired.")
        out[name] = f"{doc.yaml.name}:{doc.yaml.line(here)}"
    return out


@dataclass(slots=True)
class _RuleReader(PartReader):
    pack: Pack

    def read(self, raw: Raw) -> Rule | None:
        doc, before = self.doc, len(self.doc.problems)
        parts = doc.mapping(raw, self.at, "A rule")
        doc.keys(parts, self.at, RULE_KEYS, "a rule")
        if "relevant" not in parts:
            own = {"lists": parts["lists"]} if "lists" in parts else {}
            parts = {**parts, **self.pack.each, **own}
        for key in NEEDED_KEYS:
            if parts.get(key) is None:
                doc.fault(
                    (*self.at, key) if key in parts else self.at,
                    f"The rule has no `{key}`.",
                    "Add it.",
                )
        if len(doc.problems) > before and not all(parts.get(key) for key in ("id", "when", "cite")):
            return None
        rule = self._rule(parts)
        return rule if len(doc.problems) == before else None

    def _rule(self, parts: Mapping[str, Any]) -> Rule:
        lists = self.lists(parts.get("lists"))
        values = self.values(parts.get("parameters"))
        compiler = Compiler(self.doc, frozenset(values), frozenset(lists))
        when = compiler.condition(parts["when"], (*self.at, "when"), Scope())
        unless = self._unless(parts.get("unless"), compiler)
        relevant, whom = self._asked(parts, compiler)
        for name in sorted(set(lists) - compiler.used_lists):
            self.doc.fault(
                (*self.at, "lists", name),
                f"The list '{name}' is not used.",
                "Use it with `in_list`.",
            )
        cite = self.cite(parts["cite"], (*self.at, "cite"))
        nodes = (when, *(excuse.node for excuse in unless))
        declared, outcome, why = self._outcome(parts, cite, compiler)
        self._texts(parts, nodes, frozenset(values))
        reads = tuple(dict.fromkeys(read for node in nodes for read in node.reads))
        return Rule(
            id=self._id(parts),
            title=self.doc.text(parts.get("title"), (*self.at, "title"), "`title`"),
            authority=str(parts.get("authority")),
            kind=self.pack.kind,
            pack=self.pack.name,
            regime=self._regime(parts),
            outcome=outcome,
            declared=declared,
            downgraded=why,
            windows=self.windows(parts),
            cite=cite,
            needs=self._needs(parts.get("needs")),
            parameters=self.parameters(values, compiler),
            lists=lists,
            when=when,
            unless=unless,
            because=str(parts.get("because")),
            unknown_because=parts.get("unknown_because"),
            ask=self._ask(parts.get("ask"), nodes, reads),
            clears_if=str(parts.get("clears_if")),
            banner=parts.get("banner"),
            examples=parse_examples(self.doc, (*self.at, "examples"), parts.get("examples")),
            reads=reads,
            may_be_unknown=any(node.may_be_unknown for node in nodes),
            digest=digest({key: value for key, value in parts.items() if key != "examples"}),
            file=self.doc.yaml.name,
            line=self.doc.yaml.line(self.at),
            source=parts,
            relevant=relevant,
            relevance=digest(
                [
                    parts.get("relevant"),
                    parts.get("parameters"),
                    {name: table.digest for name, table in lists.items()},
                ]
            ),
            whom=whom,
        )

    def _asked(
        self, parts: Mapping[str, Any], compiler: Compiler
    ) -> tuple[Node | None, Whom | None]:
        """When a question of a questionnaire is worth asking, and who can answer it."""
        if self.pack.kind != "questionnaire":
            for key in ("relevant", "whom"):
                if key in parts:
                    self.doc.fault(
                        (*self.at, key), f"Only a questionnaire has `{key}`.", "Leave it out."
                    )
            return None, None
        whom = self.doc.choice(parts.get("whom"), (*self.at, "whom"), get_args(Whom), "`whom`")
        if parts.get("relevant") is None:
            return None, cast("Whom", whom)
        path = (*self.at, "relevant")
        return compiler.condition(parts["relevant"], path, Scope(), 0), cast("Whom", whom)

    def _id(self, parts: Mapping[str, Any]) -> str:
        path = (*self.at, "id")
        name = self.doc.text(parts.get("id"), path, "`id`")
        if name and not _ID.fullmatch(name):
            self.doc.fault(
                path,
                "An id is lower-case words with dots.",
                "Write it like us.bis.entity-list.",
                value=name,
            )
        return name

    def _regime(self, parts: Mapping[str, Any]) -> str | None:
        if "regime" in parts:
            regime = parts["regime"]
        elif self.pack.kind == "law":
            regime = str(parts.get("authority")).partition("/")[0]
        else:
            regime = None
        if self.pack.kind == "law" and (regime is None or regime == "company"):
            self.doc.fault(
                (*self.at, "regime"),
                "A rule of law belongs to a jurisdiction.",
                "Name it: US, EU, UK, UN …",
            )
        return None if regime == "company" else regime

    def _outcome(
        self, parts: Mapping[str, Any], cite: Cite, compiler: Compiler
    ) -> tuple[Outcome, Outcome, str | None]:
        path = (*self.at, "outcome")
        word = self.doc.choice(parts.get("outcome"), path, get_args(Outcome), "The outcome")
        declared = cast("Outcome", word)
        if declared != "block":
            return declared, declared, None
        if compiler.seeks_missing:
            self.doc.fault(
                path, "A rule that looks for a missing fact may hold, never block.", "Write hold."
            )
        if self.pack.kind in {"flag", "questionnaire"}:
            self.doc.fault(path, "A red flag may hold, never block.", "Write hold or release.")
        if cite.basis in MAY_BLOCK or self.pack.kind == "policy":
            return declared, declared, None
        told = "not read" if cite.basis == "not_verified" else "only read about elsewhere"
        why = f"It holds, not blocks, because the legal text was {told} (basis: {cite.basis})."
        return declared, "hold", why

    def _unless(self, raw: Raw, compiler: Compiler) -> tuple[Excuse, ...]:
        if raw is None:
            return ()
        path = (*self.at, "unless")
        out = []
        for index, one in enumerate(self.doc.rows(raw, path, "`unless`")):
            here = (*path, index)
            parts = self.doc.mapping(one, here, "An exception")
            condition = {key: value for key, value in parts.items() if key != "cite"}
            if parts.get("cite") is None:
                self.doc.fault(here, "The exception has no `cite`.", "Say where it stands written.")
                continue
            node = compiler.condition(condition, here, Scope(), -1)
            out.append(Excuse(node=node, cite=self.cite(parts["cite"], (*here, "cite"))))
        return tuple(out)

    def _texts(
        self, parts: Mapping[str, Any], nodes: tuple[Node, ...], parameters: frozenset[str]
    ) -> None:
        chains = frozenset(chain for node in nodes for chain in node.chains)
        for key in ("because", "unknown_because", "clears_if", "banner"):
            if parts.get(key) is None:
                continue
            text = self.doc.text(parts[key], (*self.at, key), f"`{key}`")
            for name in placeholders(text):
                wrong = self._placeholder(name, chains, parameters)
                if wrong is not None:
                    self.doc.fault((*self.at, key), f"There is nothing called {{{name}}}.", wrong)

    def _placeholder(
        self, name: str, chains: frozenset[tuple[str, ...]], parameters: frozenset[str]
    ) -> str | None:
        if name.startswith("$"):
            return None if name[1:] in parameters else "Name a parameter of the rule."
        return resolve_placeholder(name.removeprefix("order."), chains)

    def _needs(self, raw: Raw) -> tuple[str, ...]:
        if raw is None:
            return ()
        path = (*self.at, "needs")
        out = []
        for index, name in enumerate(self.doc.rows(raw, path, "`needs`")):
            wrong = missing_path(str(name))
            if wrong is not None:
                self.doc.fault((*path, index), f"'{name}' is no field.", wrong)
            out.append(str(name))
        return tuple(out)

    def _ask(self, raw: Raw, nodes: tuple[Node, ...], reads: tuple[str, ...]) -> dict[str, str]:
        path = (*self.at, "ask")
        asked = {} if raw is None else self.doc.mapping(raw, path, "`ask`")
        chains = frozenset(chain for node in nodes for chain in node.chains)
        for name, text in asked.items():
            if name not in reads:
                self.doc.fault(
                    (*path, name),
                    f"The rule does not look at '{name}'.",
                    f"It reads {', '.join(reads)}.",
                )
            for placeholder in placeholders(self.doc.text(text, (*path, name), "A question")):
                wrong = None if placeholder == "this" else resolve_placeholder(placeholder, chains)
                if wrong is not None:
                    self.doc.fault(
                        (*path, name), f"There is nothing called {{{placeholder}}}.", wrong
                    )
        for name in reads:
            if name.startswith("answers.") and name not in asked:
                self.doc.fault(
                    self.at, f"Nobody is asked for '{name}'.", f"Write `ask: {{{name}: question}}`."
                )
        return dict(asked)
