"""What is typed into the pages of membership."""

from kexie.areas.membership.forms.applications import Accept, Amend, Applications, Apply, Refuse, Return, Withdraw
from kexie.areas.membership.forms.members import Add, Browse, Change, Reveal

__all__ = [
    "Accept",
    "Add",
    "Amend",
    "Applications",
    "Apply",
    "Browse",
    "Change",
    "Refuse",
    "Return",
    "Reveal",
    "Withdraw",
]
