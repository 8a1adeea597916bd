"""Tables in and out: `read` what people filled in, make a `template` for them, `write` what they take away.

A `Table` says what a list holds; long ones are written by `jobs.actions.take_away`.
"""

from kexie.engines.sheets.queries.books import bound, save, template, told, write
from kexie.engines.sheets.queries.tables import Table, as_of
from kexie.engines.sheets.queries.uploads import leaves, read

__all__ = ["Table", "as_of", "bound", "leaves", "read", "save", "template", "told", "write"]
