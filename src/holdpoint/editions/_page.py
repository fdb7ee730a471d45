"""Reports as pages that ask for nothing from outside; all text in them is escaped."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from holdpoint.files import canonical, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from holdpoint.editions._rescreen import Rescreened
    from holdpoint.editions._round import Round

_LATEST = "latest"


def rescreened_html(found: Rescreened) -> str:
    """A page with every change of outcome and the reasons."""
    return _page("rescreened", found=found)


def watched_html(round_: Round) -> str:
    """A page of one round of a watch: lists, their age, decisions that change, what comes of it."""
    return _page("watched", round=round_)


def write_round(round_: Round, folder: Path) -> Path:
    """Write what came of a round as JSON and HTML, under its time and as the latest.

    Returns:
        The JSON file under its time.

    Raises:
        OSError: The folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = round_.started.replace(":", "")
    data = canonical(round_.to_dict()) + b"\n"
    page = watched_html(round_).encode()
    for stem in (name, _LATEST):
        write_atomic(folder / f"{stem}.json", data)
        write_atomic(folder / f"{stem}.html", page)
    return folder / f"{name}.json"


def _page(name: str, **values: Any) -> str:  # noqa: ANN401 - what a template asks for
    import jinja2

    folder = files("holdpoint.editions") / "templates"
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(lambda part: (folder / part).read_text("utf-8")),
        trim_blocks=True,
    )
    return environment.get_template(f"{name}.html.j2").render(**values)
