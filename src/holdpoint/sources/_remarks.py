"""The remarks of an OFAC entry, parsed into fields. What is not understood stays in them."""

from __future__ import annotations

import re

from holdpoint.sources._draft import Draft
from holdpoint.sources._labels import labelled

_SPLIT = re.compile(r";\s+|;$")
_QUOTED = re.compile(r"^(?:alt\. )?([afn])\.k\.a\.,?\s+'(.+)'$")
_LINKED = re.compile(r"^\(?Linked To:\s*(.+?)\)?$")
# A full stop that belongs to a name, not to the end of the remarks.
_ABBREVIATED = re.compile(
    r"(?:\b\w\.\w|\b(?:LTD|LTDA|INC|CO|CORP|CIA|BHD|PTE|CV|JR|SR|HNOS|EST|GMBH|LLC))\.$",
    re.IGNORECASE,
)


def read_remarks(draft: Draft, text: str) -> None:
    """Take every fact of the remarks into the draft; the rest is kept as remarks.

    Args:
        draft: The entity; its type is known already.
        text: ``DOB 10 Dec 1948; POB Cairo, Egypt; a.k.a. 'X'; Linked To: Y.``
    """
    parts = [part.strip() for part in _SPLIT.split(text.strip()) if part.strip()]
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        ends = part.endswith(".") and not _ABBREVIATED.search(part)
        bare = part[:-1].rstrip() if ends and (last or part.endswith("'.")) else part
        if not _take(draft, bare.removeprefix("alt. ")):
            draft.remark(bare)


def _take(draft: Draft, part: str) -> bool:
    word, _, rest = part.partition(" ")
    match word:
        case "DOB":
            return draft.born(rest)
        case "POB":
            draft.birth_place(rest)
            return True
        case "nationality" | "citizen":
            return draft.nationality(rest.rstrip("."))
        case "Gender":
            return draft.sex(rest)
    return _named(draft, part) or labelled(draft, part)


def _named(draft: Draft, part: str) -> bool:
    quoted = _QUOTED.match(part)
    if quoted:
        draft.name(quoted[2], "former" if quoted[1] == "f" else "weak")
        return True
    linked = _LINKED.match(part)
    if linked:
        draft.link("linked_to", linked[1])
    return linked is not None
