"""Keeping current: past decisions against another snapshot, before it goes live."""

from holdpoint.editions._page import rescreened_html
from holdpoint.editions._rescreen import Change, Rescreened, rescreen

__all__ = ["Change", "Rescreened", "rescreen", "rescreened_html"]
