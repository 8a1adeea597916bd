"""What can happen to a body. Every action has one order: lock, ask the rules, change, record."""

from kexie.foundation.organisations.actions.bodies import add, change, change_profile, close, move
from kexie.foundation.organisations.actions.bulk import add_all
from kexie.foundation.organisations.actions.districts import found_places, redistrict
from kexie.foundation.organisations.actions.names import index
from kexie.foundation.organisations.actions.pages import present, publish, publish_places, show_charter, take_offline
from kexie.foundation.organisations.actions.parts import (
    Holder,
    add_branch,
    add_branches,
    add_term,
    change_branch,
    change_post,
    change_term,
    close_branch,
    end_post,
    fill_post,
    fill_posts,
    forget_numbers,
)
from kexie.foundation.organisations.actions.relations import (
    add_turn,
    agree_task,
    change_task,
    complete_task,
    hand_over,
    name_contact,
    relate,
    remove_turn,
    unrelate,
)

__all__ = [
    "Holder",
    "add",
    "add_all",
    "add_branch",
    "add_branches",
    "add_term",
    "add_turn",
    "agree_task",
    "change",
    "change_branch",
    "change_post",
    "change_profile",
    "change_task",
    "change_term",
    "close",
    "close_branch",
    "complete_task",
    "end_post",
    "fill_post",
    "fill_posts",
    "forget_numbers",
    "found_places",
    "hand_over",
    "index",
    "move",
    "name_contact",
    "present",
    "publish",
    "publish_places",
    "redistrict",
    "relate",
    "remove_turn",
    "show_charter",
    "take_offline",
    "unrelate",
]
