"""What is typed about surveys."""

from kexie.areas.surveys.forms.answering import Answer, ChangeAnswer, Save, Unlock
from kexie.areas.surveys.forms.drafting import Add, Browse, Change, Remove
from kexie.areas.surveys.forms.results import Export, Narrow, Release, Responses, Reveal, Texts, Void
from kexie.areas.surveys.forms.running import Archive, Close, Extend, Publish, Remind, Show

__all__ = [
    "Add",
    "Answer",
    "Archive",
    "Browse",
    "Change",
    "ChangeAnswer",
    "Close",
    "Export",
    "Extend",
    "Narrow",
    "Publish",
    "Release",
    "Remind",
    "Remove",
    "Responses",
    "Reveal",
    "Save",
    "Show",
    "Texts",
    "Unlock",
    "Void",
]
