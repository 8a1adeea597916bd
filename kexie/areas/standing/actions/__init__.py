"""What can happen to a body after its founding. Every action has one order: lock, ask the rules, change, record."""

from kexie.areas.standing.actions.reminding import remind
from kexie.areas.standing.actions.renewing import renew, report

__all__ = ["remind", "renew", "report"]
