"""Orders come in here: JSON, JSON Lines, CSV, XLSX or Parquet, into the words of the model."""

from holdpoint.intake._read import FORMATS, Format, read_transactions
from holdpoint.intake._schema import schema_text, transaction_schema
from holdpoint.intake._transaction import parse_transaction
from holdpoint.intake._written_route import read_route

__all__ = [
    "FORMATS",
    "Format",
    "parse_transaction",
    "read_route",
    "read_transactions",
    "schema_text",
    "transaction_schema",
]
