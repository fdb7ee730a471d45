"""Reports as pages that ask for nothing from outside; all text in them is escaped."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdpoint.editions._rescreen import Rescreened
    from holdpoint.editions._round import Round


def rescreened_html(found: Rescreened) -> str:
    """A page with every change of outcome and the reasons."""
    return _page("rescreened", found=found)


def watched_html(round_: Round) -> str:
    """A page of one round of a watch: lists, their age, decisions that change, what comes of it."""
    return _page("watched", round=round_)


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
