"""Official lists in their own formats, to entities: every row accounted for."""

from holdpoint.sources._described import Described, described
from holdpoint.sources._edition import Edition, Found, Reader
from holdpoint.sources._ftm_out import export_ftm
from holdpoint.sources._older import FileCount
from holdpoint.sources._plan import Choice, Group, Plan, plan
from holdpoint.sources._registry import READERS, reader_for
from holdpoint.sources._source import read_source
from holdpoint.sources._zones import read_zones

__all__ = [
    "READERS",
    "Choice",
    "Described",
    "Edition",
    "FileCount",
    "Found",
    "Group",
    "Plan",
    "Reader",
    "described",
    "export_ftm",
    "plan",
    "read_source",
    "read_zones",
    "reader_for",
]
