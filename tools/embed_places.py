"""Make `src/holdpoint/starter/world.places` from UN/LOCODE, OurAirports and Natural Earth.

    python tools/embed_places.py UNLOCODE_CodeListPart{1,2,3}.csv airports.csv ne_places.json

Only tables whose licence lets the project pass their facts on may be given: UN/LOCODE (ODC-PDDL
1.0), OurAirports and Natural Earth (both public domain). The file holds ports, airports, inland
ports, multimodal places and border crossings of the world, and the better known towns. How it is
laid out: `holdpoint.places._world_write`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from holdpoint.places import WorldPlace, merge_places, write_world
from holdpoint.sources import read_source

TARGET = Path(__file__).parents[1] / "src" / "holdpoint" / "starter" / "world.places"
FREE = {"un-locode", "ourairports", "natural-earth-places"}
FUNCTIONS = {"port", "airport", "inland_port", "multimodal", "border"}
KNOWN = 3  # prominence from which a town is kept whatever it serves


def main() -> int:
    """Write the file; 1 when a table may not be embedded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path)
    rows: list[WorldPlace] = []
    for table in parser.parse_args().tables:
        for edition in read_source(table):
            rows += edition.reference["world"]
            sys.stdout.write(f"{edition.info.id} {edition.info.list_date}: {edition.info.read}\n")
    if any(not FREE.issuperset(row.sources) for row in rows):
        sys.stderr.write("A table of another licence was given.\n")
        return 1
    places = [p for p in merge_places(rows) if p.functions & FUNCTIONS or p.prominence >= KNOWN]
    data = write_world(places)
    TARGET.write_bytes(data)
    sys.stdout.write(f"{len(places)} places, {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
