"""Holdpoint: stands between an order and its shipment, and answers release, hold or block.

    import holdpoint

    snapshot = holdpoint.open_snapshot()           # the embedded knowledge, or a path
    screener = holdpoint.Screener(snapshot)        # load once, share between threads
    decision = screener.screen(transaction)        # dict in; .outcome, .to_dict(), .to_html() out
    hits = snapshot.match({"name": "…", "country": "IR"}, limit=10)
    score = holdpoint.compare({"name": "…"}, {"name": "…"})
    reading = holdpoint.read_document("advisory.html")   # claims, each on its quote

Nothing heavy is loaded before it is used.
"""

from typing import TYPE_CHECKING, Any

from holdpoint._version import __version__

if TYPE_CHECKING:
    from holdpoint._compare import compare
    from holdpoint._read_document import read_document
    from holdpoint.knowledge import Snapshot, open_snapshot
    from holdpoint.model import Decision, Transaction
    from holdpoint.screening import Policy, Screener, load_policy

__all__ = [
    "Decision",
    "Policy",
    "Screener",
    "Snapshot",
    "Transaction",
    "__version__",
    "compare",
    "load_policy",
    "open_snapshot",
    "read_document",
]

_HOMES = {
    "Decision": "holdpoint.model",
    "Policy": "holdpoint.screening",
    "Screener": "holdpoint.screening",
    "Snapshot": "holdpoint.knowledge",
    "Transaction": "holdpoint.model",
    "compare": "holdpoint._compare",
    "load_policy": "holdpoint.screening",
    "open_snapshot": "holdpoint.knowledge",
    "read_document": "holdpoint._read_document",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'holdpoint' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
