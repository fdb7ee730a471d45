"""The views of a run: terminal, JSON, and one HTML page that needs nothing from outside.

The views know decisions and nothing of how they came about. Evidence is any JSON: the kinds of the
contract are laid out on two sides, any other kind as keys and values.
"""

from holdpoint.report._claim_feed import claims_feed
from holdpoint.report._claim_ftm import readings_to_ftm, readings_to_ftm_lines
from holdpoint.report._claim_rows import claims_to_csv, claims_to_json
from holdpoint.report._claims_page import Subject, claims_about, claims_page
from holdpoint.report._compared import alike, comparison_view, counts_line
from holdpoint.report._decision_map import ExpectedWay, decision_features, decision_map
from holdpoint.report._document_page import KnowledgeChange, document_page
from holdpoint.report._exhibits import (
    check_exhibit,
    exhibit_media,
    exhibit_to_stac,
    footprint_geojson,
    footprint_of,
    linked_exhibit,
    read_exhibit,
)
from holdpoint.report._json import json_array, to_dict, to_json
from holdpoint.report._map_features import MapArea, MapFeature, MapLine, MapPoint
from holdpoint.report._map_page import map_page
from holdpoint.report._matches import part_words
from holdpoint.report._page import decision_page, run_page, style_hash
from holdpoint.report._plain import bounded
from holdpoint.report._reading_terminal import reading_view
from holdpoint.report._terminal import detail_view, summary_table
from holdpoint.report._words import measure_words

__all__ = [
    "ExpectedWay",
    "KnowledgeChange",
    "MapArea",
    "MapFeature",
    "MapLine",
    "MapPoint",
    "Subject",
    "alike",
    "bounded",
    "check_exhibit",
    "claims_about",
    "claims_feed",
    "claims_page",
    "claims_to_csv",
    "claims_to_json",
    "comparison_view",
    "counts_line",
    "decision_features",
    "decision_map",
    "decision_page",
    "detail_view",
    "document_page",
    "exhibit_media",
    "exhibit_to_stac",
    "footprint_geojson",
    "footprint_of",
    "json_array",
    "linked_exhibit",
    "map_page",
    "measure_words",
    "part_words",
    "read_exhibit",
    "reading_view",
    "readings_to_ftm",
    "readings_to_ftm_lines",
    "run_page",
    "style_hash",
    "summary_table",
    "to_dict",
    "to_json",
]
