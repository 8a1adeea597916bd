"""What can happen to a poll."""

from kexie.areas.polls.actions.counting import export, release, void, void_many, write_votes
from kexie.areas.polls.actions.drafting import add, change, illustrate, remove
from kexie.areas.polls.actions.running import archive, close, close_due, extend, publish, remind
from kexie.areas.polls.actions.voting import unlock, vote

__all__ = [
    "add",
    "archive",
    "change",
    "close",
    "close_due",
    "export",
    "extend",
    "illustrate",
    "publish",
    "release",
    "remind",
    "remove",
    "unlock",
    "void",
    "void_many",
    "vote",
    "write_votes",
]
