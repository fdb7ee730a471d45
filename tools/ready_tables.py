"""Write `src/holdpoint/text/data/ready.json`: tables that take long to make, made beforehand.

`python tools/ready_tables.py` after a change to a table of the text room or to the code that
compares names; a test says when it is due.
"""

from __future__ import annotations

import json

from holdpoint.text._countries import made_countries
from holdpoint.text._families import made_folds, made_groups
from holdpoint.text._forms import made_forms
from holdpoint.text._ready import READY, sources_digest


def ready_text() -> str:
    """Give the content of the file, as the tables and the code are now."""
    groups = made_groups()
    spaced, unspaced = made_forms()
    tables = {
        "made_of": sources_digest(),
        "countries": {" ".join(words): code for words, code in made_countries().items()},
        "forms": {" ".join(words): ";".join(codes) for words, codes in spaced.items()},
        "unspaced_forms": {form: ";".join(codes) for form, codes in unspaced.items()},
        "names": {word: ";".join(names) for word, names in groups.items()},
        "folds": {key: ";".join(names) for key, names in made_folds(groups).items()},
    }
    return json.dumps(tables, ensure_ascii=True, indent=0) + "\n"


if __name__ == "__main__":
    READY.write_text(ready_text(), encoding="utf-8")
    print(READY.stat().st_size, "bytes")
