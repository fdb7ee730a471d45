"""No module imports, by whatever detour, one that imports it: each can be read by itself."""

from __future__ import annotations

import graphlib

import grimp
import pytest


@pytest.mark.parametrize("package", ["holdpoint", "benchmarks"])
def test_no_circle_of_imports(package: str) -> None:
    """Imports for types alone and those inside functions count: a reader follows them too."""
    graph = grimp.build_graph(package, cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    circle: list[str] = []
    try:
        graphlib.TopologicalSorter(
            {name: sorted(imports[name]) for name in sorted(imports)}
        ).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1]
    assert not circle, " -> ".join(reversed(circle))
