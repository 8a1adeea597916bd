"""What can happen to a body after its founding. Every action has one order: lock, ask the rules, change, record."""

from kexie.areas.standing.actions.applying import amend, apply, withdraw
from kexie.areas.standing.actions.deciding import approve, reject, return_, tidy
from kexie.areas.standing.actions.policies import change_policy
from kexie.areas.standing.actions.reminding import remind
from kexie.areas.standing.actions.renewing import renew, report

__all__ = [
    "amend",
    "apply",
    "approve",
    "change_policy",
    "reject",
    "remind",
    "renew",
    "report",
    "return_",
    "tidy",
    "withdraw",
]
