"""A new rule to start from: written into a company's own pack, and sound as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from holdpoint.errors import LawError, UnreadableInputError
from holdpoint.files import decode, read_bytes, write_atomic
from holdpoint.law._book import HOME, build, read_packs
from holdpoint.law._dates import day_before, is_day
from holdpoint.law._parse import ID_PATTERN, Pack, parse_pack
from holdpoint.law._trials import coverage, run_examples

_PACK = """\
# Rules of the company, in the language of docs/guide/rules.md. After every change:
#   holdpoint rules check {file} && holdpoint rules test {file}
pack: {pack}
title: Rules of the company
kind: policy                      # policy: its own rules; flag: red flags, which never block
rules:
"""
_RULE = """\
  - id: {id}      # used once, for ever: old decisions name the rule by it
    title: {title}
    authority: company
    outcome: hold                 # block | hold | release (a note)
    in_force: {{from: {start}, until: null}}    # first and last day, both inclusive
    cite: {{title: Policy of the company, locator: "where it stands written", basis: not_verified}}
    needs: [destination_country, value.amount]    # what an order must state
    parameters:                   # values that change; old ones stay, new ones are added below
      limit:
        values:
          {start}: {{value: 25000, cite: {{title: Policy of the company, basis: not_verified}}}}
    when:                         # all lines must be true; what is not stated is unknown, and asks
      destination_country: {{in: [AQ]}}
      value.amount: {{at_least: $limit}}
    because: "It is worth {{value.amount}}, {{$limit}} or more, for {{destination_country}}."
    clears_if: say what would settle it, and who decides
    examples:                     # what the rule must do; `holdpoint rules test` runs them
      - name: it fires
        as_of: {start}
        given: {{destination_country: AQ, value: {{amount: 25000}}}}
        expect: hold
      - name: it is silent
        as_of: {start}
        given: {{destination_country: AQ, value: {{amount: 24999}}}}
        expect: silent
      - name: the value is not stated
        as_of: {start}
        given: {{destination_country: AQ}}
        expect: unknown
      - name: the day before it came into force
        as_of: {before}
        given: {{destination_country: AQ, value: {{amount: 25000}}}}
        expect: silent
"""


def add_rule(path: Path, rule_id: str, *, title: str, start: str) -> int:
    """Write a skeleton rule with its examples at the end of a pack, or into a new one.

    Nothing that stands in the file is changed, and nothing is written that does not pass
    ``rules check``.

    Args:
        path: A company's pack; made where there is none.
        rule_id: Lower-case words with dots, never used before.
        title: What the rule is called.
        start: Its first day, ISO 8601.

    Returns:
        The line of the file at which the rule begins.

    Raises:
        LawError: The id is wrong or taken, the day is none, the file is a pack of the product or
            no sound pack, or its rules are not the last thing in it.
        UnreadableInputError: The file is no YAML.
    """
    _fit(path, rule_id, start)
    before = ""
    if path.exists():
        before, _ = decode(read_bytes(path), path.name)
        before = before.rstrip("\n") + "\n"
        old = len(_sound(before, path).rules)
    else:
        before, old = _PACK.format(file=path.name, pack=rule_id.partition(".")[0]), 0
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    rule = _RULE.format(id=rule_id, title=quoted, start=start, before=day_before(start))
    text = before + ("\n" if old else "") + rule
    try:
        new = _sound(text, path)
    except UnreadableInputError:  # it was YAML before the rule stood at its end
        raise _by_hand(path, rule_id, old) from None
    if len(new.rules) != old + 1:
        raise _by_hand(path, rule_id, old)
    write_atomic(path, text.encode())
    return new.rules[-1].line


def _fit(path: Path, rule_id: str, start: str) -> None:
    if not re.fullmatch(ID_PATTERN, rule_id):
        raise LawError(f"{rule_id!r}: an id is lower-case words with dots, like own.large-orders.")
    if not is_day(start):
        raise LawError(f"{start!r}: no such day. Write it as 2026-11-20.")
    if path.suffix not in (".yaml", ".yml"):
        raise LawError(f"{path.name}: a pack is a YAML file. Name it like my-rules.yaml.")
    if path.resolve().is_relative_to(HOME.resolve()):
        raise LawError(f"{path.name} comes with the product. Write into a pack of your own.")


def _sound(text: str, path: Path) -> Pack:
    """The pack of a text, together with the product's own, examples and all.

    Raises:
        LawError: With everything that is wrong.
    """
    pack = parse_pack(text, path, lists=HOME)
    build([*read_packs(), pack])
    problems = [p for rule in pack.rules for p in (*coverage(rule), *run_examples(rule))]
    if problems:
        raise LawError("\n".join(map(str, problems)), problems)
    return pack


def _by_hand(path: Path, rule_id: str, rules: int) -> LawError:
    return LawError(
        f"{path.name}: {rule_id} cannot be written at its end, because its {rules} rules are not "
        "the last part of the file, or are not indented by two spaces. Begin another pack."
    )
