"""A firm's trade statistics as CSV: how much of a code a country took in, by year or month."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import SourceInfo, TradeFigure
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, date_in_name, load
from holdpoint.sources._reference import ReferenceEdition
from holdpoint.text import country_code

_SOURCE = "trade"
_HEAD = "country,hs_code,period,value"
_HS = re.compile(r"\d{6}(\d{2,4})?", re.ASCII)
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)
_MEND = "Mend the line, or leave it out."


class TradeTable:
    """Trade statistics: ``country,hs_code,period,value`` and, if wanted, ``source``.

    A code of more than six digits counts to its first six; rows of one country, code and period are
    added up. The unit of the value is the file's own and the same in all of it.
    """

    format = "trade-csv"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - the protocol
        """See :class:`Reader`."""
        first = head.split(b"\n", 1)[0].decode("utf-8", "replace").lstrip("\ufeff")
        return first.strip().lower().startswith(_HEAD)

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        date, basis = date_in_name(path)
        count = max(load(path).data.count(b"\n") - 1, 0)
        return (Found(source=_SOURCE, list_date=date, date_basis=basis, entries=count),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        if only is not None and _SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        tally.open(content.name)
        sums: dict[tuple[str, str, str], TradeFigure] = {}
        for figure in _figures(content, tally):
            key = (figure.country, figure.hs6, figure.period)
            old = sums.get(key)
            value = figure.value + (old.value if old else 0.0)
            sums[key] = TradeFigure(
                country=figure.country,
                hs6=figure.hs6,
                period=figure.period,
                value=round(value, 6),
                source=figure.source,
            )
        if not sums:
            raise UnreadableInputError(f"{content.name}: holds no figure of trade. {_MEND}")
        date, basis = date_in_name(files[0])
        about = SourceInfo(
            id=_SOURCE,
            title="Trade statistics",
            publisher="as the file says",
            authority="",
            format=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield ReferenceEdition(about, tally, {"trade": [sums[key] for key in sorted(sums)]})


def _figures(content: Content, tally: Tally) -> Iterator[TradeFigure]:
    text = content.text().removeprefix("\ufeff")
    table = csv.DictReader(io.StringIO(text, newline=""))
    table.fieldnames = [name.strip().lower() for name in table.fieldnames or ()]
    for row in table:
        tally.row(content.name)
        cells = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        country = country_code(cells.get("country", ""))
        code = cells.get("hs_code", "").replace(".", "")
        period, value = cells.get("period", ""), _number(cells.get("value", ""))
        wrong = (
            ("country", "No such country.", country is None),
            ("hs_code", "The code has not six to ten digits.", not _HS.fullmatch(code)),
            ("period", "Write a year (2025) or a month (2025-03).", not _PERIOD.fullmatch(period)),
            ("value", "The value is no number from 0 on.", value is None),
        )
        faults = [(name, reason) for name, reason, bad in wrong if bad]
        if faults or country is None or value is None:
            name, reason = faults[0]
            tally.refuse(content.name, table.line_num, reason, _MEND, field=name)
            continue
        tally.took(content.name)
        source = cells.get("source") or content.name
        yield TradeFigure(
            country=country, hs6=code[:6], period=period, value=value, source=source[:120]
        )


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
