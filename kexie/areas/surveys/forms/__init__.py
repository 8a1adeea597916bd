"""What is typed about surveys."""

from kexie.areas.surveys.forms.drafting import Add, Browse, Change, Remove

__all__ = ["Add", "Browse", "Change", "Remove"]
