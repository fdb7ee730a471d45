"""Goods: codes made comparable, and compared with the goods lists."""

from holdpoint.goods._codes import normalise_eccn, normalise_hs
from holdpoint.goods._index import HIGH_PRIORITY_LIST, GoodsIndex

__all__ = ["HIGH_PRIORITY_LIST", "GoodsIndex", "normalise_eccn", "normalise_hs"]
