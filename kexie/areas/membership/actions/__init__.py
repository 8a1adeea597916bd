"""What can happen to members and applications. Every action has one order: lock, ask the rules, change, record."""

from kexie.areas.membership.actions.applications import accept, amend, apply, refuse, return_, withdraw
from kexie.areas.membership.actions.members import add, change, reveal

__all__ = ["accept", "add", "amend", "apply", "change", "refuse", "return_", "reveal", "withdraw"]
