"""Frames: in which places of its clause a verb or a noun has the two sides of a claim."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdpoint.disclosures._predicates import families, family_names, predicates, schemas_of
from holdpoint.disclosures._tables import table
from holdpoint.disclosures._verb_forms import forms_of
from holdpoint.errors import KnowledgeError
from holdpoint.files import YamlText, read_yaml

_FILE = "frames.yaml"
_PATH = Path(__file__).with_name("data") / _FILE
_IMPLIED = frozenset({"buyer", "topic", "body", "authority"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbFrame:
    """A frame of ``frames.yaml``; the file says what each field means."""

    id: str
    predicate: str
    verbs: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_schemas: frozenset[str]
    object_schemas: frozenset[str]
    roles: Mapping[str, tuple[str, ...]]
    with_word: frozenset[str] = frozenset()
    not_word: frozenset[str] = frozenset()
    helped_by: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    not_only: frozenset[str] = frozenset()
    needs_role: str = ""
    goods_in_words: frozenset[str] = frozenset()
    implied: str = ""
    value: str = ""
    optional: bool = False
    optional_subject: bool = False
    pair: bool = False
    passive: bool = False
    state: bool = False
    every: bool = False
    same_list: bool = False
    denied_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NounFrame:
    """A frame whose word is a noun: the holder is the first side, unless ``swap``."""

    id: str
    predicate: str
    nouns: tuple[tuple[str, ...], ...]
    holder_schemas: frozenset[str]
    of_schemas: frozenset[str]
    after: tuple[tuple[str, ...], ...]
    possessive: bool = False
    swap: bool = False
    implied: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFrame:
    """A frame whose word is a noun of doing ("the supply of G to B by A")."""

    id: str
    predicate: str
    nouns: tuple[str, ...]
    object: tuple[str, ...]
    object_schemas: frozenset[str]
    goods: tuple[str, ...]
    authority: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, by the word that calls them.

    Attributes:
        verbs: Form of a verb to the frames of that verb and what the form can be.
        nouns: First word of a noun phrase to phrases and their frames, longest phrase first.
        actions: Noun of doing to its frames.
        stand_ins: Word to the names of the body for which it stands.
    """

    verbs: Mapping[str, tuple[tuple[VerbFrame, ...], str, frozenset[str]]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], NounFrame], ...]]
    actions: Mapping[str, tuple[ActionFrame, ...]]
    stand_ins: Mapping[str, frozenset[str]]


def _schemas(kinds: frozenset[str]) -> frozenset[str]:
    return schemas_of(*sorted(kinds))


class _Checked:
    """One entry of the file, its fields taken with checks."""

    def __init__(self, text: YamlText, path: tuple[str | int, ...], entry: Any) -> None:  # noqa: ANN401
        if not isinstance(entry, dict):
            raise KnowledgeError(f"{_FILE}:{text.line(path)}: an entry must be a mapping.")
        self.entry: dict[str, Any] = dict(entry)
        self._where = f"{_FILE}:{text.line(path)}"

    def words(self, field: str) -> tuple[str, ...]:
        value = self.entry.pop(field, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise KnowledgeError(f"{self._where}: {field} must be a list of words.")
        return tuple(value)

    def text(self, field: str, allowed: frozenset[str] | None = None) -> str:
        value = self.entry.pop(field, "")
        if not isinstance(value, str) or (value and allowed is not None and value not in allowed):
            known = ", ".join(sorted(allowed or ()))
            raise KnowledgeError(f"{self._where}: {field} {value!r} is not known. One of: {known}.")
        return value

    def flag(self, field: str) -> bool:
        return self.text(field, frozenset({"true", "false"})) == "true"

    def schemas(self, side: str, default: frozenset[str]) -> frozenset[str]:
        kinds = frozenset(self.words(f"{side}_families"))
        named = frozenset(self.words(f"{side}_schemas"))
        wrong = (kinds - family_names()) | (named - frozenset(families()))
        if wrong:
            raise KnowledgeError(f"{self._where}: {min(wrong)!r} is not in schemas.csv.")
        return named or _schemas(kinds or default)

    def roles(self) -> dict[str, tuple[str, ...]]:
        roles = self.entry.pop("roles", {})
        if not isinstance(roles, dict):
            raise KnowledgeError(f"{self._where}: roles must map a role to places.")
        return {str(role): tuple(places) for role, places in roles.items()}

    def done(self) -> None:
        if self.entry:
            raise KnowledgeError(f"{self._where}: field {min(self.entry)!r} is not known.")


def _verb_frame(checked: _Checked) -> VerbFrame:
    known = predicates()
    predicate = known[checked.text("predicate", frozenset(known))]
    frame = VerbFrame(
        id=checked.text("id"),
        predicate=predicate.id,
        verbs=checked.words("verbs"),
        subject=checked.words("subject"),
        object=checked.words("object"),
        subject_schemas=checked.schemas("subject", predicate.subject),
        object_schemas=checked.schemas("object", predicate.object),
        roles=checked.roles(),
        with_word=frozenset(checked.words("with_word")),
        not_word=frozenset(checked.words("not_word")),
        helped_by=frozenset(checked.words("helped_by")),
        only=frozenset(checked.words("only")),
        not_only=frozenset(checked.words("not_only")),
        needs_role=checked.text("needs_role"),
        goods_in_words=frozenset(checked.words("goods_in_words")),
        implied=checked.text("implied", _IMPLIED),
        value=checked.text("value"),
        optional=checked.flag("optional"),
        optional_subject=checked.flag("optional_subject"),
        pair=checked.flag("pair"),
        passive=checked.flag("passive"),
        state=checked.flag("state"),
        every=checked.flag("every"),
        same_list=checked.flag("same_list"),
        denied_alone=checked.flag("denied_alone"),
    )
    checked.done()
    return frame


def _noun_frame(checked: _Checked) -> NounFrame:
    known = predicates()
    predicate = known[checked.text("predicate", frozenset(known))]
    frame = NounFrame(
        id=checked.text("id"),
        predicate=predicate.id,
        nouns=tuple(tuple(noun.split()) for noun in checked.words("nouns")),
        holder_schemas=checked.schemas("holder", predicate.subject),
        of_schemas=checked.schemas("of", predicate.object),
        after=tuple(
            sorted((tuple(word.split()) for word in checked.words("after")), key=len, reverse=True)
        ),
        possessive=checked.flag("possessive"),
        swap=checked.flag("swap"),
        implied=checked.text("implied", _IMPLIED),
        value=checked.text("value"),
    )
    checked.done()
    return frame


def _action_frame(checked: _Checked) -> ActionFrame:
    known = predicates()
    predicate = known[checked.text("predicate", frozenset(known))]
    frame = ActionFrame(
        id=checked.text("id"),
        predicate=predicate.id,
        nouns=checked.words("nouns"),
        object=checked.words("object"),
        object_schemas=checked.schemas("object", predicate.object),
        goods=checked.words("goods"),
        authority=checked.flag("authority"),
    )
    checked.done()
    return frame


@functools.cache
def frames() -> Frames:
    """Load the frames once.

    Raises:
        KnowledgeError: An entry of ``frames.yaml`` makes no sense; names file and line.
    """
    text = read_yaml(_PATH.read_text("utf-8"), _FILE, ours=True)
    names = ("verbs", "nouns", "actions", "stand_ins")
    parts = {name: list(text.value.get(name) or []) for name in names}
    verbs = [
        _verb_frame(_Checked(text, ("verbs", at), entry)) for at, entry in enumerate(parts["verbs"])
    ]
    nouns = [
        _noun_frame(_Checked(text, ("nouns", at), entry)) for at, entry in enumerate(parts["nouns"])
    ]
    actions: dict[str, list[ActionFrame]] = {}
    for at, entry in enumerate(parts["actions"]):
        action = _action_frame(_Checked(text, ("actions", at), entry))
        for noun in action.nouns:
            actions.setdefault(noun, []).append(action)
    stand_ins: dict[str, frozenset[str]] = {}
    for at, entry in enumerate(parts["stand_ins"]):
        checked = _Checked(text, ("stand_ins", at), entry)
        stand_ins[checked.text("word")] = frozenset(checked.words("body"))
    by_noun = {noun: tuple(held) for noun, held in actions.items()}
    return Frames(_by_form(verbs), _by_first_word(nouns), by_noun, stand_ins)


def _by_form(
    frames_: list[VerbFrame],
) -> dict[str, tuple[tuple[VerbFrame, ...], str, frozenset[str]]]:
    by_verb: dict[str, list[VerbFrame]] = {}
    for frame in frames_:
        for verb in (*frame.verbs, *frame.helped_by):
            held = by_verb.setdefault(verb, [])
            if verb in frame.verbs:
                held.append(frame)
    found: dict[str, tuple[tuple[VerbFrame, ...], str, frozenset[str]]] = {}
    for verb, held in by_verb.items():
        for form, tags in forms_of(verb).items():
            found[form] = (tuple(held), verb, tags)
    # Verbs without a frame of their own still end clauses and have subjects.
    for verb in sorted(_others() - set(by_verb)):
        for form, tags in forms_of(verb).items():
            found.setdefault(form, ((), verb, tags))
    # "found" is far more often what someone found than an order to found something.
    found.pop("found", None)
    return found


def _others() -> frozenset[str]:
    saying = table("saying", ("verb", "stance", "hedge", "needs"))
    moving = table("transport", ("word", "kind", "value"))
    return frozenset(row["verb"] for row in saying) | frozenset(
        row["word"] for row in moving if row["kind"] != "mode"
    )


def _by_first_word(
    frames_: list[NounFrame],
) -> dict[str, tuple[tuple[tuple[str, ...], NounFrame], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], NounFrame]]] = {}
    for frame in frames_:
        for noun in frame.nouns:
            found.setdefault(noun[0], []).append((noun, frame))
    return {
        word: tuple(sorted(held, key=lambda pair: (-len(pair[0]), pair[0])))
        for word, held in found.items()
    }
