"""The pages of members: the body's roll, the desk that reviews applications, one's own memberships."""

from kexie.areas.membership.views.applications import (
    accept,
    amend,
    applications,
    apply,
    refuse,
    return_,
    show_application,
    withdraw,
)
from kexie.areas.membership.views.claims import ask, claim, claims, confirm_claim, refuse_claim, unclaim
from kexie.areas.membership.views.imports import add_many, export, sheet
from kexie.areas.membership.views.leaving import bury, confirm_leaving, depart, expel, leave, retire, stay
from kexie.areas.membership.views.members import add, browse, change, reveal, show
from kexie.areas.membership.views.numbers import numbers, tally
from kexie.areas.membership.views.own import card, own, verify
from kexie.areas.membership.views.tags import add_tag, change_tag, remove_tag, tag, tag_many, tags

__all__ = [
    "accept",
    "add",
    "add_many",
    "add_tag",
    "amend",
    "applications",
    "apply",
    "ask",
    "browse",
    "bury",
    "card",
    "change",
    "change_tag",
    "claim",
    "claims",
    "confirm_claim",
    "confirm_leaving",
    "depart",
    "expel",
    "export",
    "leave",
    "numbers",
    "own",
    "refuse",
    "refuse_claim",
    "remove_tag",
    "retire",
    "return_",
    "reveal",
    "sheet",
    "show",
    "show_application",
    "stay",
    "tag",
    "tag_many",
    "tags",
    "tally",
    "unclaim",
    "verify",
    "withdraw",
]
