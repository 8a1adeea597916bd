"""What a member still has to do when the membership ends: listed, never a reason to delay (MEM-06)."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from kexie.areas.membership.models import Member
from kexie.foundation.appointments import queries as appointments
from kexie.foundation.appointments.rules import ROLE_LABELS, Role

AREAS = "kexie.areas."
Tell = Callable[[Member], Iterable[str]]


@cache
def tellers() -> Sequence[Tell]:
    """Return what tells of a member's open duties: the `member_duties` of each other area's `queries`.

    So an area above this one, such as dues, tells its own, and nothing is imported upwards.
    """
    names = [f"{config.name}.queries" for config in apps.get_app_configs() if config.name.startswith(AREAS)]
    found = (getattr(import_module(name), "member_duties", None) for name in names if find_spec(name))
    return [tell for tell in found if tell is not None]


def duties(member: Member) -> list[str]:
    """Return the roles that a member holds in the body, and what other areas know to be open."""
    held = appointments.roles(member.person_id) if member.person_id else []
    own = [row for row in held if row.organisation_id == member.organisation_id]
    roles = [f"担任{ROLE_LABELS[Role(row.role)]}，请办理交接" for row in own]
    return [*roles, *(line for tell in tellers() for line in tell(member))]
