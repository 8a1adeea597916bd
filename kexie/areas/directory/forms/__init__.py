"""What is typed into the pages of organisations."""

from kexie.areas.directory.forms.public import Browse

__all__ = ["Browse"]
