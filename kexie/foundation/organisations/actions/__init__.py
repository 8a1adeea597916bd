"""What can happen to a body. Every action has one order: lock, ask the rules, change, record."""

from kexie.foundation.organisations.actions.bodies import add, change, close, move
from kexie.foundation.organisations.actions.districts import found_places, redistrict
from kexie.foundation.organisations.actions.names import index
from kexie.foundation.organisations.actions.pages import present, publish, publish_places, take_offline
from kexie.foundation.organisations.actions.parts import add_branch, add_term, fill_post
from kexie.foundation.organisations.actions.relations import add_turn, agree_task, relate, unrelate

__all__ = [
    "add",
    "add_branch",
    "add_term",
    "add_turn",
    "agree_task",
    "change",
    "close",
    "fill_post",
    "found_places",
    "index",
    "move",
    "present",
    "publish",
    "publish_places",
    "redistrict",
    "relate",
    "take_offline",
    "unrelate",
]
