"""The readers, in the order in which a file is shown to them."""

from __future__ import annotations

import re
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files import peek_package
from holdpoint.sources._au_dfat import AuDfat
from holdpoint.sources._ca_sema import CaSema
from holdpoint.sources._ch_seco import ChSeco
from holdpoint.sources._csl_csv import CslCsv
from holdpoint.sources._csl_json import CslJson
from holdpoint.sources._edition import Reader
from holdpoint.sources._eu_fsf import EuFsf
from holdpoint.sources._eu_journal import EuJournal
from holdpoint.sources._files import read_head
from holdpoint.sources._ftm import Ftm
from holdpoint.sources._jp_text import JpText
from holdpoint.sources._names_json import NamesOnly, SdnNames
from holdpoint.sources._ofac_advanced import OfacAdvanced
from holdpoint.sources._ofac_csv import OfacCsv
from holdpoint.sources._ofac_xml import OfacXml
from holdpoint.sources._own_csv import OwnCsv
from holdpoint.sources._place_tables import PlaceTable, PopulatedPlaces, UnLocode
from holdpoint.sources._reference import EarJson, HsTable
from holdpoint.sources._registry_json import RegistryJson
from holdpoint.sources._targets_csv import TargetsCsv
from holdpoint.sources._trade import TradeTable
from holdpoint.sources._ua_nsdc import UaNsdc
from holdpoint.sources._uk_conlist import UkConlist
from holdpoint.sources._uk_sanctions import UkSanctions
from holdpoint.sources._un_xml import UnXml
from holdpoint.sources._us_tables import UsTables
from holdpoint.sources._zones import ZoneTable

READERS: tuple[Reader, ...] = (
    OfacCsv(),
    OfacXml(),
    OfacAdvanced(),
    CslCsv(),
    CslJson(),
    UnXml(),
    UkConlist(),
    UkSanctions(),
    EuFsf(),
    ChSeco(),
    UsTables(),
    EuJournal(),
    AuDfat(),
    CaSema(),
    UaNsdc(),
    TargetsCsv(),
    JpText(),
    RegistryJson(),
    SdnNames(),
    NamesOnly(),
    HsTable(),
    TradeTable(),
    EarJson(),
    UnLocode(),
    PlaceTable(),
    PopulatedPlaces(),
    ZoneTable(),
    Ftm(),
    OwnCsv(),
)
"""One reader a format. To read a new format, add its reader here."""


def reader_for(path: Path) -> Reader:
    """The reader of a file, by its content.

    Raises:
        UnreadableInputError: It is empty, damaged, or of a format that nobody here reads.
    """
    head = read_head(path)
    for reader in READERS:
        if reader.recognises(path, head):
            return reader
    raise UnreadableInputError(f"{path.name}: no reader for this yet: {describe(path, head)}.")


def describe(path: Path, head: bytes) -> str:
    """What a file seems to be, in a few words."""
    if head.startswith(b"PK"):
        return _archive(path)
    text = head[:4096].decode("utf-8", errors="replace").lstrip("\ufeff \r\n\t")
    root = re.search(r"<([A-Za-z_][\w:.-]*)", re.sub(r"<[?!].*?>", "", text, flags=re.DOTALL))
    if text.startswith("<") and root:
        return f"XML with the root element <{root[1]}>"
    if text.startswith(("{", "[")):
        keys = re.findall(r'"([^"]{1,40})"\s*:', text)[:4]
        return f"JSON with the keys {', '.join(dict.fromkeys(keys))}" if keys else "JSON"
    first = text.split("\n", 1)[0].strip()
    columns = next((first.count(mark) + 1 for mark in ("\t", ",", ";") if mark in first), 1)
    return f"a table of {columns} columns of another list" if columns > 1 else "plain text"


def _archive(path: Path) -> str:
    names = peek_package(path)
    if "content.xml" in names:
        return "an OpenDocument spreadsheet"
    if not names:
        return "a damaged ZIP archive"
    return "a workbook of another list" if "xl/workbook.xml" in names else "a ZIP archive"
