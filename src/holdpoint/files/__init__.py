"""Untrusted files in, canonical bytes out. Nothing here knows what a file means."""

from holdpoint.files._atomic import sync_folder, write_atomic
from holdpoint.files._canonical import canonical, digest, plain, revive
from holdpoint.files._opening import MAX_BYTES, MAX_CELL, decode, read_bytes, read_csv
from holdpoint.files._yaml import YamlText, read_yaml

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "YamlText",
    "canonical",
    "decode",
    "digest",
    "plain",
    "read_bytes",
    "read_csv",
    "read_yaml",
    "revive",
    "sync_folder",
    "write_atomic",
]
