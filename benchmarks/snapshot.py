"""Building a snapshot of the newest edition of every list in a folder.

`python -m benchmarks.snapshot --cases FOLDER`: CPU seconds and peak memory of the whole command,
and of opening, listing and verifying what it built. To hold: under 120 s of CPU, under 700 MB, open
under 0.2 s.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks._common import SHARED_LISTS, holdpoint, median, report, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=SHARED_LISTS, help="folder of list files")
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    if not options.cases.is_dir():
        sys.exit(f"{options.cases}: no such folder. Give the folder of lists with --cases.")
    with tempfile.TemporaryDirectory() as scratch:
        store = str(Path(scratch) / "snap")
        build = run(
            holdpoint("data", "build", "--all", str(options.cases), "--out", store), expect=(0, 2)
        )
        times = range(options.repeats)
        nothing = median([run([sys.executable, "-c", "import holdpoint.knowledge"]) for _ in times])
        code = f"import holdpoint; holdpoint.open_snapshot({store!r})"
        opening = median([run([sys.executable, "-c", code]) for _ in times])
        name = holdpoint("match", "Shahed Aviation", "--snapshot", store)
        matching = median([run(name, expect=(0, 1)) for _ in times])
        verify = run(holdpoint("data", "verify", store))
    rows = [
        ("build", build.cpu, build.wall, build.peak_mb, "< 120 s CPU, < 700 MB"),
        (
            "open (less the imports)",
            opening.cpu - nothing.cpu,
            opening.wall - nothing.wall,
            opening.peak_mb,
            "< 0.2 s",
        ),
        ("match one name, whole process", matching.cpu, matching.wall, matching.peak_mb, ""),
        ("verify", verify.cpu, verify.wall, verify.peak_mb, ""),
    ]
    report(
        [
            {
                "what": w,
                "cpu_s": f"{c:.2f}",
                "wall_s": f"{s:.2f}",
                "peak_mb": f"{m:.0f}",
                "limit": limit,
            }
            for w, c, s, m, limit in rows
        ],
        options.out,
    )


if __name__ == "__main__":
    main()
