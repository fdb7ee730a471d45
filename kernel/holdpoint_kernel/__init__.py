"""The native kernel of Holdpoint's match index. Holdpoint imports it; nobody else needs to."""

from holdpoint_kernel._native import ABI, Index, invert, jaro_winkler, osa

__all__ = ["ABI", "Index", "invert", "jaro_winkler", "osa"]
