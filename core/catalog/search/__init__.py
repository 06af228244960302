"""The shop's search: the database's own full text behind one interface, the same on PostgreSQL and on SQLite.

Documents are written by `index` and `forget`, in the transaction of what they mirror. A query is read once, then
applied to the rows of any list. Why so: docs/decisions/0013-search-stands-on-the-databases-own.md.
"""

from core.catalog.search.completion import complete
from core.catalog.search.documents import Entry, forget, index
from core.catalog.search.matching import by_relevance, restrict
from core.catalog.search.query import asked_for, read

__all__ = ["Entry", "asked_for", "by_relevance", "complete", "forget", "index", "read", "restrict"]
