"""What can happen to notices: they are announced, delivered, read and sent."""

from kexie.engines.notices.actions.announcing import announce, deliver
from kexie.engines.notices.actions.inbox import read, read_all

__all__ = ["announce", "deliver", "read", "read_all"]
