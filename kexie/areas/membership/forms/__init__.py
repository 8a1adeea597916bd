"""What is typed into the pages of membership."""

from kexie.areas.membership.forms.applications import Accept, Amend, Applications, Apply, Refuse, Return, Withdraw
from kexie.areas.membership.forms.claims import Ask, Claim, ConfirmClaim, RefuseClaim, Unclaim
from kexie.areas.membership.forms.leaving import Bury, ConfirmLeaving, Depart, Expel, Leave, Retire, Stay
from kexie.areas.membership.forms.members import Add, AddMany, Browse, Change, Export, Reveal
from kexie.areas.membership.forms.tags import AddTag, ChangeTag, RemoveTag, Tag, TagMany

__all__ = [
    "Accept",
    "Add",
    "AddMany",
    "AddTag",
    "Amend",
    "Applications",
    "Apply",
    "Ask",
    "Browse",
    "Bury",
    "Change",
    "ChangeTag",
    "Claim",
    "ConfirmClaim",
    "ConfirmLeaving",
    "Depart",
    "Expel",
    "Export",
    "Leave",
    "Refuse",
    "RefuseClaim",
    "RemoveTag",
    "Retire",
    "Return",
    "Reveal",
    "Stay",
    "Tag",
    "TagMany",
    "Unclaim",
    "Withdraw",
]
