"""Fetch what the map page carries, check it, and derive the world outline.

Run by hand when an asset is to be renewed: `python tools/map_assets.py`. It needs npm, and the Python
packages `antimeridian` and `shapely`. Every package is pinned by version and by the registry's own
hash; what comes out is written to `src/holdpoint/report/assets` with its licence, and
`assets.json` there names origin, licence, size and hash of each file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from world_outline import world

OUT = Path(__file__).parents[1] / "src" / "holdpoint" / "report" / "assets"
LEAFLET, MAPLIBRE, WORLD = "leaflet@1.9.4", "maplibre-gl@5.24.1", "world-atlas@2.0.2"
LICENCES = {
    LEAFLET: "BSD-2-Clause",
    MAPLIBRE: "BSD-3-Clause",
    WORLD: "ISC (package), public domain (Natural Earth)",
}
PINNED = {
    LEAFLET: "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA==",
    MAPLIBRE: "sha512-HyiYBwtsbk3L1n1EPLJHWqdoyMiF80n7tEYXFZyu2m1TjvaNx6KMLiFeDdmszt1/mq2zvsR1TJuX/NMu5BonXQ==",
    WORLD: "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
}
COPIED = (
    (LEAFLET, "dist/leaflet.js", "leaflet.js"),
    (LEAFLET, "dist/leaflet.css", "leaflet.css"),
    (LEAFLET, "LICENSE", "LICENSE-leaflet.txt"),
    (MAPLIBRE, "dist/maplibre-gl-csp.js", "maplibre-gl-csp.js"),
    (MAPLIBRE, "dist/maplibre-gl-csp-worker.js", "maplibre-gl-csp-worker.js"),
    (MAPLIBRE, "LICENSE.txt", "LICENSE-maplibre-gl.txt"),
    (WORLD, "LICENSE", "LICENSE-world-atlas.txt"),
)


def main() -> None:
    """Fetch, check, derive, write."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        packages = {spec: _package(spec, Path(name)) for spec in PINNED}
        written = [_copy(packages[spec], spec, inside, to) for spec, inside, to in COPIED]
        atlas = json.loads(_member(packages[WORLD], "countries-50m.json"))
    data = json.dumps(world(atlas), separators=(",", ":")).encode() + b"\n"
    (OUT / "world.json").write_bytes(data)
    written.append(_row("world.json", data, WORLD, "countries-50m.json, simplified and cut"))
    text = json.dumps(sorted(written, key=lambda row: row["file"]), indent=2) + "\n"
    (OUT / "assets.json").write_text(text, encoding="utf-8")
    for row in written:
        print(f"{row['bytes']:>9} {row['file']}")


def _package(spec: str, folder: Path) -> Path:
    """Download a package by npm and compare it with the pinned hash.

    Raises:
        SystemExit: It is not the one that was pinned.
    """
    call = ["npm", "pack", "--silent", spec]
    name = subprocess.run(call, cwd=folder, check=True, capture_output=True, text=True).stdout
    path = folder / name.strip()
    found = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if f"sha512-{found}" != PINNED[spec]:
        raise SystemExit(f"{spec}: the hash is sha512-{found}, not the pinned one. Do not use it.")
    return path


def _member(package: Path, inside: str) -> bytes:
    with tarfile.open(package) as archive:
        handle = archive.extractfile(f"package/{inside}")
        if handle is None:
            raise SystemExit(f"{package.name}: has no file {inside}.")
        return handle.read()


def _copy(package: Path, spec: str, inside: str, to: str) -> dict[str, Any]:
    data = b"".join(_without_source_map(_member(package, inside).splitlines(keepends=True)))
    (OUT / to).write_bytes(data)
    return _row(to, data, spec, inside)


def _without_source_map(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Leave out the hint at a file that does not come along: a browser would ask for it."""
    return (line for line in lines if not line.startswith(b"//# sourceMappingURL="))


def _row(name: str, data: bytes, spec: str, inside: str) -> dict[str, Any]:
    return {
        "file": name,
        "package": f"npm {spec}",
        "from": inside,
        "licence": LICENCES[spec],
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


if __name__ == "__main__":
    main()
