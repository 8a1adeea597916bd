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
from kexie.areas.membership.views.members import add, browse, change, reveal, show
from kexie.areas.membership.views.own import card, own, verify

__all__ = [
    "accept",
    "add",
    "amend",
    "applications",
    "apply",
    "browse",
    "card",
    "change",
    "own",
    "refuse",
    "return_",
    "reveal",
    "show",
    "show_application",
    "verify",
    "withdraw",
]
