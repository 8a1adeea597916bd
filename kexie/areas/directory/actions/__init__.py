"""What concerns organisations beyond their own rows: roles that go with relations, lists taken away."""

from kexie.areas.directory.actions.exports import export, export_subordinates, write_online, write_subordinates
from kexie.areas.directory.actions.relations import hand_over_turns, relate

__all__ = [
    "export",
    "export_subordinates",
    "hand_over_turns",
    "relate",
    "write_online",
    "write_subordinates",
]
