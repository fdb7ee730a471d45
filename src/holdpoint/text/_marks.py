"""The marks that set words apart which are not plain words."""

from typing import Final

FORM: Final = "@"
"""First character of a canonical company form (``@llc``)."""

LETTERS: Final = "~"
"""First character of a word from a script that leaves vowels out (``~mhmd``)."""
