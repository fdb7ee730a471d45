"""The report of a rescreening as one page that asks for nothing from outside."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdpoint.editions._rescreen import Rescreened


def rescreened_html(found: Rescreened) -> str:
    """A page with every change of outcome and the reasons; all text is escaped."""
    import jinja2

    text = (files("holdpoint.editions") / "rescreened.html.j2").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(text).render(found=found)
