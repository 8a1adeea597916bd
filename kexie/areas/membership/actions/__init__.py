"""What can happen to members and applications. Every action has one order: lock, ask the rules, change, record."""

from kexie.areas.membership.actions.applications import accept, amend, apply, refuse, return_, withdraw
from kexie.areas.membership.actions.claims import ask, claim, confirm_claim, refuse_claim, unclaim
from kexie.areas.membership.actions.dissolving import dissolve, end_members, end_missed
from kexie.areas.membership.actions.imports import add_many, export, write_many, write_roll
from kexie.areas.membership.actions.leaving import bury, confirm_leaving, depart, expel, lapse, leave, retire, stay
from kexie.areas.membership.actions.members import add, change, reveal
from kexie.areas.membership.actions.tags import add_tag, change_tag, remove_tag, tag, tag_many

__all__ = [
    "accept",
    "add",
    "add_many",
    "add_tag",
    "amend",
    "apply",
    "ask",
    "bury",
    "change",
    "change_tag",
    "claim",
    "confirm_claim",
    "confirm_leaving",
    "depart",
    "dissolve",
    "end_members",
    "end_missed",
    "expel",
    "export",
    "lapse",
    "leave",
    "refuse",
    "refuse_claim",
    "remove_tag",
    "retire",
    "return_",
    "reveal",
    "stay",
    "tag",
    "tag_many",
    "unclaim",
    "withdraw",
    "write_many",
    "write_roll",
]
