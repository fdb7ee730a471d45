"""Untrusted files in, canonical bytes out. Nothing here knows what a file means."""

from typing import TYPE_CHECKING

from holdpoint._lazy import lazily

if TYPE_CHECKING:
    from holdpoint.files._atomic import sync_folder, write_atomic
    from holdpoint.files._canonical import canonical, digest, plain, revive
    from holdpoint.files._collecting import seldom_collected
    from holdpoint.files._csv import MAX_RECORD, NumberedLines, csv_records, read_csv
    from holdpoint.files._encoding import decode
    from holdpoint.files._keep import Keep, file_hash
    from holdpoint.files._lines import MAX_LINE, TextLines
    from holdpoint.files._opening import (
        MAX_BYTES,
        MAX_CELL,
        MAX_RATIO,
        open_regular,
        read_blocks,
        read_bytes,
    )
    from holdpoint.files._package import MAX_PACKAGE, check_package, far_cells, peek_package
    from holdpoint.files._program import program_digest
    from holdpoint.files._yaml import YamlText, read_yaml
else:
    __getattr__ = lazily(
        __name__,
        {
            "_atomic": (
                "sync_folder",
                "write_atomic",
            ),
            "_canonical": (
                "canonical",
                "digest",
                "plain",
                "revive",
            ),
            "_collecting": ("seldom_collected",),
            "_csv": (
                "MAX_RECORD",
                "NumberedLines",
                "csv_records",
                "read_csv",
            ),
            "_encoding": ("decode",),
            "_keep": (
                "Keep",
                "file_hash",
            ),
            "_lines": (
                "MAX_LINE",
                "TextLines",
            ),
            "_opening": (
                "MAX_BYTES",
                "MAX_CELL",
                "MAX_RATIO",
                "open_regular",
                "read_blocks",
                "read_bytes",
            ),
            "_package": (
                "MAX_PACKAGE",
                "check_package",
                "far_cells",
                "peek_package",
            ),
            "_program": ("program_digest",),
            "_yaml": (
                "YamlText",
                "read_yaml",
            ),
        },
    )

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_LINE",
    "MAX_PACKAGE",
    "MAX_RATIO",
    "MAX_RECORD",
    "Keep",
    "NumberedLines",
    "TextLines",
    "YamlText",
    "canonical",
    "check_package",
    "csv_records",
    "decode",
    "digest",
    "far_cells",
    "file_hash",
    "open_regular",
    "peek_package",
    "plain",
    "program_digest",
    "read_blocks",
    "read_bytes",
    "read_csv",
    "read_yaml",
    "revive",
    "seldom_collected",
    "sync_folder",
    "write_atomic",
]
