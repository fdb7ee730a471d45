"""Tables in Parquet, where pyarrow is installed (the extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.files import MAX_BYTES
from holdpoint.intake._columns import Header, read_header
from holdpoint.intake._csv import Table
from holdpoint.intake._faults import broken, dangerous
from holdpoint.intake._flat import Cells
from holdpoint.intake._scalars import BadCell
from holdpoint.model import Problem

MAX_GROUP = 512 << 20
"""Limit on the unpacked bytes of one row group, which is read at once."""

_BATCH = 500


def parquet_table(path: Path, file: str) -> Table:
    """Header and rows of a Parquet file. Rows are counted from 1; there is no header line.

    Raises:
        UnreadableInputError: pyarrow is not installed, the file is damaged, or as
            :func:`read_header`.
        HostileInputError: It unpacks to more than the limits.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        reason = "is a Parquet file, and the library that reads it is not installed."
        raise broken(file, reason, "Run: pip install holdpoint[parquet]") from error
    try:
        source = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(file) from error
    try:
        _check_sizes(file, source.metadata)
        names = [str(name) for name in source.schema_arrow.names]
        header = read_header(names, file, 1)
    except UnreadableInputError:
        source.close()
        raise
    return header, _rows(file, source, header)


def _check_sizes(file: str, metadata: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    sizes = [metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)]
    if any(size > MAX_GROUP for size in sizes) or sum(sizes) > MAX_BYTES:
        raise dangerous(file, f"unpacks to more than {MAX_BYTES} bytes.", "Split the file.")


def _rows(file: str, source: Any, header: Header) -> Iterator[tuple[int, Cells] | Problem]:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    read = sorted(header.known)
    line = 0
    try:
        for batch in source.iter_batches(
            batch_size=_BATCH, columns=[header.names[i] for i in read], use_threads=False
        ):
            columns = [column.to_pylist() for column in batch.columns]
            for values in zip(*columns, strict=True):
                line += 1
                cells: Cells = [None] * len(header.names)
                for i, value in zip(read, values, strict=True):
                    cells[i] = _cell(value, header.names[i])
                yield line, cells
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise _damaged(file) from error
    finally:
        source.close()


def _cell(value: Any, name: str) -> Any:  # noqa: ANN401 - any cell
    if isinstance(value, bytes | dict | list):
        return BadCell(name, "is not text, a number or a date.", "Write plain columns.")
    return value


def _damaged(file: str) -> UnreadableInputError:
    return broken(file, "the Parquet file is damaged.", "Write it again.")
