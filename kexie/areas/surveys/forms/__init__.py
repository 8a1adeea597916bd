"""What is typed about surveys."""

from kexie.areas.surveys.forms.answering import Answer, Attach, ChangeAnswer, Detach, Save, Unlock
from kexie.areas.surveys.forms.bundling import Bundle
from kexie.areas.surveys.forms.drafting import Add, Borrow, Browse, Change, Illustrate, Remove, Renew
from kexie.areas.surveys.forms.entering import Confirm, Discard, Enter
from kexie.areas.surveys.forms.results import (
    Chart,
    Crosstab,
    Export,
    Release,
    Report,
    Responses,
    Results,
    Reveal,
    Texts,
    Void,
    Words,
)
from kexie.areas.surveys.forms.running import Archive, Close, Extend, Publish, Remind, Show, Subordinates

__all__ = [
    "Add",
    "Answer",
    "Archive",
    "Attach",
    "Borrow",
    "Browse",
    "Bundle",
    "Change",
    "ChangeAnswer",
    "Chart",
    "Close",
    "Confirm",
    "Crosstab",
    "Detach",
    "Discard",
    "Enter",
    "Export",
    "Extend",
    "Illustrate",
    "Publish",
    "Release",
    "Remind",
    "Remove",
    "Renew",
    "Report",
    "Responses",
    "Results",
    "Reveal",
    "Save",
    "Show",
    "Subordinates",
    "Texts",
    "Unlock",
    "Void",
    "Words",
]
