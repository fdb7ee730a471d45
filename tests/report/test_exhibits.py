from __future__ import annotations

import dataclasses
import gzip
import hashlib
import itertools
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report._readings import EXHIBITS
from tests.report.test_claims_page import png

from holdpoint.errors import UnreadableInputError
from holdpoint.files import plain, revive
from holdpoint.model import Exhibit
from holdpoint.report import (
    exhibit_to_stac,
    footprint_geojson,
    footprint_of,
    linked_exhibit,
    read_exhibit,
)
from holdpoint.report._pictures import Picture, picture_of

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xff\xc2\x00\x11\x08\x01\x40\x02\x80\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9"
)
GIF = b"GIF89a" + struct.pack("<HH", 30, 20) + b"\x80\x00\x00" + b"\0" * 10
VP8X = b"RIFF\x30\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + b"\x1d\0\0\x13\0\0" + b"\0" * 10
VP8L = b"RIFF\x30\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + struct.pack("<I", 29 | 19 << 14) + b"\0" * 10
VP8 = b"RIFF\x30\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 30, 20) + b"\0\0"


@pytest.mark.parametrize(
    ("data", "media", "size"),
    [
        (png(30, 20), "image/png", (30, 20)),
        (JPEG, "image/jpeg", (640, 320)),
        (GIF, "image/gif", (30, 20)),
        (VP8X, "image/webp", (30, 20)),
        (VP8L, "image/webp", (30, 20)),
        (VP8, "image/webp", (30, 20)),
    ],
)
def test_a_picture_is_told_by_its_bytes(data: bytes, media: str, size: tuple[int, int]) -> None:
    assert picture_of(data) == Picture(media=media, width=size[0], height=size[1])


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"BM" + b"\0" * 60, b"II*\0" + b"\0" * 60])
def test_what_is_no_picture_of_a_page_is_none(data: bytes) -> None:
    assert picture_of(data) is None


@settings(deadline=None)
@given(st.sampled_from([png(), JPEG, GIF, VP8X, VP8L, VP8]), st.integers(0, 60), st.binary())
def test_a_damaged_picture_never_ends_in_an_error(data: bytes, keep: int, rest: bytes) -> None:
    found = picture_of(data[:keep] + rest)
    assert found is None or (found.width > 0 and found.height > 0)


def test_a_file_is_hashed_as_it_is_packed_or_not(tmp_path: Path) -> None:
    path = tmp_path / "scene one.png"
    path.write_bytes(png())
    exhibit = read_exhibit(path, captured="2023-04-15", claims=["claim-1"], issuer="A ministry")
    assert exhibit.sha256 == hashlib.sha256(png()).hexdigest()
    assert exhibit.id == f"exhibit-{exhibit.sha256[:16]}"
    assert (exhibit.media, exhibit.size, exhibit.file) == ("image/png", len(png()), path.name)
    packed = tmp_path / "table.csv.gz"
    packed.write_bytes(gzip.compress(b"a,b\n"))
    exhibit = read_exhibit(packed)
    assert exhibit.sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()
    assert exhibit.media == "application/octet-stream"
    assert revive(Exhibit, json.loads(json.dumps(plain(exhibit)))) == exhibit


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"max_bytes": 10}, "has more than 10 bytes"),
        ({"captured": "last May"}, "captured 'last May' is no day or time"),
        ({"captured": "2023-02-30"}, "is no day or time"),
        ({"captured": "2023-04-15T10:00"}, "is no day or time"),
        ({"released": "15.4.2023"}, "released"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"footprint": [(1.0, 2.0), (3.0, 4.0)]}, "has 2 corners"),
        ({"footprint": [(55.8, 152.0)]}, "is not on Earth"),
        ({"footprint": [(float("nan"), 2.0)]}, "is not on Earth"),
    ],
)
def test_bad_evidence_is_refused_with_the_field(
    more: dict[str, Any], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "scene.png"
    path.write_bytes(png())
    with pytest.raises(UnreadableInputError, match=words):
        read_exhibit(path, **more)


def test_an_empty_file_a_folder_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    for path in (empty, tmp_path, tmp_path / "gone.png"):
        with pytest.raises(UnreadableInputError):
            read_exhibit(path)


def test_an_address_is_named_and_not_fetched() -> None:
    exhibit = linked_exhibit("https://gov.example.org/a.pdf", issuer="A ministry")
    assert exhibit.sha256 is None
    assert exhibit.title == exhibit.url
    with pytest.raises(UnreadableInputError, match="no http or https address"):
        linked_exhibit("file:///etc/passwd")


RING = [[52.0, 55.7], [52.1, 55.7], [52.1, 55.8], [52.0, 55.8], [52.0, 55.7]]


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Polygon", "coordinates": [RING]},
        {"type": "Polygon", "coordinates": [RING[::-1]]},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}},
        [52.0, 55.7, 52.1, 55.8],
    ],
)
def test_a_footprint_goes_to_geojson_and_back(value: Any) -> None:
    corners = footprint_of(value)
    made = footprint_geojson(corners)
    assert made is not None
    ring = made["coordinates"][0]
    assert ring[0] == ring[-1]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area > 0  # counter-clockwise, RFC 7946
    assert set(footprint_of(made)) == set(corners)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Polygon"}, {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[1]]]}, {"type": "LineString", "coordinates": RING},
        {"type": "Point", "coordinates": ["a", "b"]}, {"type": "Point", "coordinates": None},
        {"type": "Feature", "geometry": None}, {}, [1.0, 2.0], [1.0, 2.0, 3.0, 400.0],
        {"type": "Polygon", "coordinates": [[[True, False]] * 4]},
        {"type": "Polygon", "coordinates": [[[0.0, 0.0]] * 20_000]},
    ],
)  # fmt: skip
def test_what_is_no_footprint_is_refused(value: Any) -> None:
    with pytest.raises(UnreadableInputError, match="footprint"):
        footprint_of(value)


def test_a_day_becomes_its_interval_and_a_time_itself() -> None:
    item = exhibit_to_stac(EXHIBITS[0])
    assert item["properties"]["datetime"] is None
    assert item["properties"]["start_datetime"] == "2023-04-01T00:00:00Z"
    assert item["properties"]["end_datetime"] == "2023-04-01T23:59:59Z"
    assert item["bbox"] == [52.0, 55.7, 52.1, 55.8]
    assert item["assets"]["data"]["file:checksum"] == "1220" + "ab" * 32
    assert item["properties"]["holdpoint:claims"] == list(EXHIBITS[0].claims)
    timed = exhibit_to_stac(EXHIBITS[1])
    assert timed["properties"]["datetime"] == "2024-02-11T09:30:00Z"
    assert timed["geometry"] is None
    assert "bbox" not in timed


def test_a_footprint_over_the_date_line_keeps_its_sides() -> None:
    corners = ((179.0, 10.0), (-179.0, 10.0), (-179.0, 12.0), (179.0, 12.0))
    item = exhibit_to_stac(dataclasses.replace(EXHIBITS[0], footprint=corners))
    assert item["bbox"] == [179.0, 10.0, -179.0, 12.0]


def test_evidence_of_no_known_time_is_no_item() -> None:
    with pytest.raises(UnreadableInputError, match="captured is not known"):
        exhibit_to_stac(dataclasses.replace(EXHIBITS[0], captured=None))


def test_items_are_valid_by_the_published_schema() -> None:
    pystac = pytest.importorskip("pystac", reason="the group `dev` brings pystac-core")
    jsonschema = pytest.importorskip("jsonschema", reason="the group `dev` brings jsonschema")
    referencing = pytest.importorskip("referencing", reason="comes with jsonschema")
    from pystac.validation.local_validator import get_local_schema_cache

    schemas = get_local_schema_cache()
    registry = referencing.Registry().with_resources(
        (address, referencing.Resource.from_contents(schema)) for address, schema in schemas.items()
    )
    address = next(key for key in schemas if key.endswith("/item.json"))
    judge = jsonschema.Draft7Validator(schemas[address], registry=registry)
    link, again = "https://gov.example.org/a.jpg", dataclasses.replace
    rows = [
        *EXHIBITS,
        linked_exhibit(link, captured="2023-04-15", licence="CC-BY-4.0"),
        again(EXHIBITS[0], footprint=((52.0, 55.7),), licence="see the site", note="n", url=link),
    ]
    for row in rows:
        item = exhibit_to_stac(row)
        assert f"/v{item['stac_version']}/" in address
        assert [error.message for error in judge.iter_errors(item)] == []
        assert pystac.Item.from_dict(item).id == row.id
    broken = {**exhibit_to_stac(EXHIBITS[0]), "properties": {"datetime": "yesterday"}}
    assert list(judge.iter_errors(broken))
