"""What can happen to a survey."""

from kexie.areas.surveys.actions.answering import answer, attach, change_answer, detach, save, unlock
from kexie.areas.surveys.actions.bundling import bundle, write_bundle
from kexie.areas.surveys.actions.drafting import add, change, illustrate, remove, renew
from kexie.areas.surveys.actions.entering import confirm, discard, enter
from kexie.areas.surveys.actions.results import export, release, reveal, void, write_answers
from kexie.areas.surveys.actions.running import archive, close, close_due, extend, publish, remind

__all__ = [
    "add",
    "answer",
    "archive",
    "attach",
    "bundle",
    "change",
    "change_answer",
    "close",
    "close_due",
    "confirm",
    "detach",
    "discard",
    "enter",
    "export",
    "extend",
    "illustrate",
    "publish",
    "release",
    "remind",
    "remove",
    "renew",
    "reveal",
    "save",
    "unlock",
    "void",
    "write_answers",
    "write_bundle",
]
