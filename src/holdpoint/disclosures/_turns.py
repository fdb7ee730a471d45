"""Words at which the place of what stands right of a verb can turn, and long prepositions."""

from __future__ import annotations

from holdpoint.disclosures._grammar import words

LONG = {
    "on": (("on", "behalf", "of"),),
    "pursuant": (("pursuant", "to"),),
    "in": (("in", "addition", "to"), ("in", "exchange", "for"), ("in", "support", "of")),
    "outside": (("outside", "of"),),
    "as": (("as", "part", "of"),),
    "maintained": (("maintained", "by"),),
    "administered": (("administered", "by"),),
}
"""Prepositions of several words, and participles that tell a place, by their first word."""

# Every word but these and verbs is passed over.
TURNS = (
    words("preposition")
    | words("auxiliary")
    | words("clause_end")
    | frozenset(LONG)
    | {",", "as", "of", "to", "which", "who", "before", "after", "until"}
)
