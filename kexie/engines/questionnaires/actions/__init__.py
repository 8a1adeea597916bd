"""What can happen to a questionnaire and its answers. Areas call these, and do what follows from them."""

from kexie.engines.questionnaires.actions.answering import Refused, amend, save, submit, void, void_many
from kexie.engines.questionnaires.actions.attaching import NOTHING, Uploads, attach, detach, sweep
from kexie.engines.questionnaires.actions.collecting import close, collect, expect, extend, renew, shuffle, unlock
from kexie.engines.questionnaires.actions.counting import fold, recount
from kexie.engines.questionnaires.actions.drafting import add, change, illustrate, publish
from kexie.engines.questionnaires.actions.entering import confirm, discard, enter

__all__ = [
    "NOTHING",
    "Refused",
    "Uploads",
    "add",
    "amend",
    "attach",
    "change",
    "close",
    "collect",
    "confirm",
    "detach",
    "discard",
    "enter",
    "expect",
    "extend",
    "fold",
    "illustrate",
    "publish",
    "recount",
    "renew",
    "save",
    "shuffle",
    "submit",
    "sweep",
    "unlock",
    "void",
    "void_many",
]
