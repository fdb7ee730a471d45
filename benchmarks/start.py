"""What starting costs: the import, the demo, against Python itself in the same run.

To hold: `import holdpoint` under 0.15 s of CPU, `holdpoint demo` under 2 s on a warm disk.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks._common import holdpoint, median, report, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, help="not used; here for one form of all benchmarks")
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import holdpoint": [sys.executable, "-c", "import holdpoint"],
        "holdpoint version": holdpoint("version"),
        "holdpoint demo": holdpoint("demo"),
    }
    rows: list[dict[str, object]] = []
    base = 0.0
    for name, command in commands.items():
        run(command, expect=(0, 1))
        cost = median([run(command, expect=(0, 1)) for _ in range(options.repeats)])
        base = base or cost.cpu
        rows.append(
            {
                "what": name,
                "cpu_s": f"{cost.cpu:.3f}",
                "wall_s": f"{cost.wall:.3f}",
                "peak_mb": f"{cost.peak_mb:.0f}",
                "times_python": f"{cost.cpu / base:.1f}",
            }
        )
    report(rows, options.out)


if __name__ == "__main__":
    main()
