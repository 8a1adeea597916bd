"""Tables in and out: `read` what people filled in, make a `template` for them, `write` what they take away."""

from kexie.engines.sheets.queries.books import save, template, write
from kexie.engines.sheets.queries.uploads import read

__all__ = ["read", "save", "template", "write"]
