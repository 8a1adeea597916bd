"""What files are served as, what is taken, and whether store and scanner answer."""

from kexie.engines.files.queries.scanning import scanner_fault
from kexie.engines.files.queries.serving import content, opened, served, store, store_fault
from kexie.engines.files.queries.taking import checked

__all__ = ["checked", "content", "opened", "scanner_fault", "served", "store", "store_fault"]
