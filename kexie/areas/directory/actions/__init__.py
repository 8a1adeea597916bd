"""What concerns organisations beyond their own rows: roles with relations, the address book, lists taken away."""

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
from kexie.areas.directory.actions.relations import hand_over_turns, relate

__all__ = [
    "add_group",
    "cards",
    "change_group",
    "change_logo",
    "export",
    "export_contacts",
    "export_subordinates",
    "hand_over_turns",
    "relate",
    "remove_group",
    "reveal_contact",
    "tag",
    "write_contacts",
    "write_online",
    "write_subordinates",
]
