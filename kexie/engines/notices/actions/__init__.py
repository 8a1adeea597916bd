"""What can happen to notices: they are announced, delivered, read and sent."""

from kexie.engines.notices.actions.announcing import announce, announce_each, deliver, deliver_waiting
from kexie.engines.notices.actions.digests import gather
from kexie.engines.notices.actions.inbox import change, read, read_all
from kexie.engines.notices.actions.sending import give_up_stalled, send_due
from kexie.engines.notices.actions.upkeep import prune

__all__ = [
    "announce",
    "announce_each",
    "change",
    "deliver",
    "deliver_waiting",
    "gather",
    "give_up_stalled",
    "prune",
    "read",
    "read_all",
    "send_due",
]
