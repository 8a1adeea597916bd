"""What concerns organisations beyond their own rows: who is told, what waits, the address book, tables in and out."""

from kexie.areas.directory.actions.adding import add_many, write_many
from kexie.areas.directory.actions.bodies import close, move, publish, take_offline
from kexie.areas.directory.actions.contacts import cards, reveal_contact, tag
from kexie.areas.directory.actions.exports import (
    export,
    export_contacts,
    export_subordinates,
    write_contacts,
    write_online,
    write_subordinates,
)
from kexie.areas.directory.actions.groups import add_group, change_group, remove_group
from kexie.areas.directory.actions.logos import change_logo
from kexie.areas.directory.actions.relations import hand_over_turns, relate, unrelate
from kexie.areas.directory.actions.tasks import agree_task, change_task, complete_task
from kexie.areas.directory.actions.terms import add_term, change_term

__all__ = [
    "add_group",
    "add_many",
    "add_term",
    "agree_task",
    "cards",
    "change_group",
    "change_logo",
    "change_task",
    "change_term",
    "close",
    "complete_task",
    "export",
    "export_contacts",
    "export_subordinates",
    "hand_over_turns",
    "move",
    "publish",
    "relate",
    "remove_group",
    "reveal_contact",
    "tag",
    "take_offline",
    "unrelate",
    "write_contacts",
    "write_many",
    "write_online",
    "write_subordinates",
]
