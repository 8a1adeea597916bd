"""What can happen to sheets and evaluations. Every action: lock, ask the rules, change, record, announce."""

from kexie.areas.evaluations.actions.drafting import (
    add,
    add_criterion,
    change,
    change_criterion,
    remove,
    remove_criterion,
    weigh,
)
from kexie.areas.evaluations.actions.filling import attach, extend, fill, lapse, submit
from kexie.areas.evaluations.actions.results import (
    answer,
    confirm,
    contest,
    export,
    release,
    tell_many,
    write_results,
)
from kexie.areas.evaluations.actions.reviewing import conclude, return_, review
from kexie.areas.evaluations.actions.sending import assign, publish, send, send_many

__all__ = [
    "add",
    "add_criterion",
    "answer",
    "assign",
    "attach",
    "change",
    "change_criterion",
    "conclude",
    "confirm",
    "contest",
    "export",
    "extend",
    "fill",
    "lapse",
    "publish",
    "release",
    "remove",
    "remove_criterion",
    "return_",
    "review",
    "send",
    "send_many",
    "submit",
    "tell_many",
    "weigh",
    "write_results",
]
