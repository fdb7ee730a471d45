"""What is kept is found whole or not at all, and only by the program that made it."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdpoint.files import Keep, file_hash, program_digest


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(chunks=st.lists(st.binary(max_size=50), max_size=4), at=st.integers(0, 10**6))
def test_what_is_kept_comes_back_and_no_damaged_byte_does(
    tmp_path: Path, chunks: list[bytes], at: int
) -> None:
    Keep(tmp_path).put("look", "key", chunks)
    found = Keep(tmp_path).get("look", "key")
    assert found is not None
    assert bytes(found) == b"".join(chunks)
    assert Keep(tmp_path).get("look", "other key") is None
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)
    assert Keep(tmp_path).get("look", "key") is None


def test_a_result_of_another_key_under_the_same_name_is_not_taken(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    keep.put("look", "a", [b"1"])
    (path,) = tmp_path.iterdir()
    keep.put("look", "b", [b"2"])
    (other,) = (one for one in tmp_path.iterdir() if one != path)
    other.write_bytes(path.read_bytes())
    assert keep.get("look", "b") is None


def test_prune_leaves_what_was_used(tmp_path: Path) -> None:
    Keep(tmp_path).put("look", "old", [b"1"])
    Keep(tmp_path).put("look", "found", [b"2"])
    keep = Keep(tmp_path)
    assert keep.get("look", "found") is not None
    keep.put("look", "new", [b"3"])
    keep.prune()
    later = Keep(tmp_path)
    assert later.get("look", "old") is None
    assert later.get("look", "found") is not None
    assert later.get("look", "new") is not None


def test_a_folder_that_cannot_be_written_bothers_no_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    keep = Keep(tmp_path / "file" / "below")
    keep.put("look", "key", [b"1"])
    assert keep.get("look", "key") is None
    keep.prune()


def test_the_program_has_another_name_with_other_tables() -> None:
    first = program_digest()
    assert first.startswith("sha256:")
    assert program_digest.__wrapped__() == first
    with mock.patch("unicodedata.unidata_version", "0"):
        assert program_digest.__wrapped__() != first


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert file_hash(tmp_path / "a") == file_hash(tmp_path / "b")
