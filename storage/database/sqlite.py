"""The SQLite that is used: a pinned one where there is a wheel for the machine, else Python's own.

Only from 3.42 on can the search index take a deleted item's words out where they stand (`secure-delete`, sqlite.org/fts5.html
§6.11); before that the whole index has to be merged for nothing to stay (`erasing.py`).
"""

from types import ModuleType

try:
    import pysqlite3 as _library
except ImportError:
    import sqlite3 as _library

LIBRARY: ModuleType = _library
TAKES_WORDS_OUT = tuple(map(int, _library.sqlite_version.split("."))) >= (3, 42)
"""Whether the search index can forget in place."""
