"""The command line: thin doors. Parse, call, print."""

from holdpoint.cli._main import main

__all__ = ["main"]
