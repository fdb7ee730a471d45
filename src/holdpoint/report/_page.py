"""A run of decisions as one HTML page that needs nothing from outside."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from holdpoint.files import plain
from holdpoint.model import Decision, SourceInfo
from holdpoint.report._order import OrderView, gravest_first, order_view, sources_rows
from holdpoint.report._plain import Row, clean, fingerprint
from holdpoint.report._views import Fact
from holdpoint.report._words import OUTCOMES, count_words

if TYPE_CHECKING:
    from jinja2 import Environment


_LONG_WORD: Final = 22
"""Longer words may be broken anywhere; shorter ones keep a table's columns readable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many orders came out one way, and the first of them."""

    outcome: str
    word: str
    count: int
    anchor: str | None


def run_page(
    items: Sequence[tuple[Row | None, Decision]],
    title: str = "Screening report",
    sources: Sequence[SourceInfo] = (),
) -> str:
    """All decisions of a run as one self-contained HTML page.

    Args:
        items: Each order as a plain dict in the form of the contract (``None`` where it is not at
            hand) and its decision. Where ``route[].places`` with candidates is there too, as rules
            see an order, the map is drawn from it.
        title: Heading of the page.
        sources: Editions of the snapshot, for their publishers and counts; where they are not at
            hand the page shows what the decisions say of them.

    Returns:
        HTML without scripts, and without a request to anywhere; the style is inlined and its
        hash stands in the content security policy. The same items give the same text. Orders
        come gravest first.
    """
    orders = tuple(
        order_view(decision, transaction, f"order-{number}")
        for number, (transaction, decision) in enumerate(gravest_first(items), 1)
    )
    decisions = [decision for _, decision in items]
    return _render(orders, decisions, title, single=False, sources=sources)


def decision_page(
    decision: Decision, transaction: Row | None = None, title: str | None = None
) -> str:
    """One decision as a self-contained HTML page; see :func:`run_page`."""
    order = order_view(decision, transaction, "order-1")
    return _render((order,), [decision], title or f"Order {decision.transaction}", single=True)


def style() -> str:
    """The style sheet that every page carries."""
    folder = resources.files("holdpoint.report").joinpath("templates")
    return "".join(folder.joinpath(name).read_text("utf-8") for name in ("theme.css", "page.css"))


def style_hash() -> str:
    """The hash of the style as a content security policy writes it: ``sha256-…``."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()


def _render(
    orders: Sequence[OrderView],
    decisions: Sequence[Decision],
    title: str,
    *,
    single: bool,
    sources: Sequence[SourceInfo] = (),
) -> str:
    from markupsafe import Markup

    dates = sorted({decision.as_of for decision in decisions})
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            single=single,
            orders=orders,
            tallies=_tallies(orders),
            total=count_words(len(orders), "order"),
            dates=dates,
            sources=sources_rows(plain(sources)) if sources else _sources(decisions),
            style=Markup(style()),  # noqa: S704 - our own file
            style_hash=style_hash(),
        )
    )


def _tallies(orders: Sequence[OrderView]) -> tuple[Tally, ...]:
    return tuple(
        Tally(
            outcome=outcome,
            word=word,
            count=sum(1 for order in orders if order.outcome == outcome),
            anchor=next((o.anchor for o in orders if o.outcome == outcome), None),
        )
        for outcome, word in OUTCOMES.items()
    )


def _sources(decisions: Sequence[Decision]) -> tuple[tuple[Fact, ...], ...]:
    """Every edition that any decision of the page used, once, in the order first named."""
    unique = {fingerprint(row): row for decision in decisions for row in decision.sources}
    return sources_rows(list(unique.values()))


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
        if value is None:
            return "unknown"
        return clean(value) if type(value) is str else value

    environment = Environment(
        loader=PackageLoader("holdpoint.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=finalize,
    )

    whole, broken = Markup("<bdi>{}</bdi>"), Markup('<bdi class="long">{}</bdi>')

    def bdi(value: Any) -> Markup:  # noqa: ANN401 - whatever a template prints
        shown = str(finalize(value))
        long = max(map(len, shown.split()), default=0) > _LONG_WORD
        return (broken if long else whole).format(shown)

    environment.filters["bdi"] = bdi
    return environment
