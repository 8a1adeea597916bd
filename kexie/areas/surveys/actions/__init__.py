"""What can happen to a survey."""

from kexie.areas.surveys.actions.drafting import add, change, remove

__all__ = ["add", "change", "remove"]
