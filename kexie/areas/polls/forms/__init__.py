"""What is typed about polls."""

from kexie.areas.polls.forms.counting import Export, Release, Void, VoidMany, Votes
from kexie.areas.polls.forms.drafting import Add, Browse, Remove
from kexie.areas.polls.forms.running import Archive, Close, Extend, Publish, Remind, Show
from kexie.areas.polls.forms.voting import Unlock, Vote
from kexie.areas.surveys.forms import Change, Illustrate

__all__ = [
    "Add",
    "Archive",
    "Browse",
    "Change",
    "Close",
    "Export",
    "Extend",
    "Illustrate",
    "Publish",
    "Release",
    "Remind",
    "Remove",
    "Show",
    "Unlock",
    "Void",
    "VoidMany",
    "Vote",
    "Votes",
]
