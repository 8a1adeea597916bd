"""What a person's appointments reach, and in which organisations a person works."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache, reduce
from importlib import import_module
from importlib.util import find_spec
from operator import or_

from django.apps import apps

from kexie.core.reach import NOTHING, Reach, Siblings
from kexie.foundation.appointments import rules
from kexie.foundation.appointments.models import Appointment, AppointmentQuerySet
from kexie.foundation.appointments.rules import Within
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.rules import Edge

HERE = "kexie."
Guided = Mapping[int, Collection[int]]


@cache
def grants() -> tuple[rules.Grant, ...]:
    """Return what all areas grant: the `GRANTS` of each app's `rules.py`."""
    declared = {}
    for config in apps.get_app_configs():
        if config.name.startswith(HERE) and find_spec(f"{config.name}.rules"):
            declared[config.label] = getattr(import_module(f"{config.name}.rules"), "GRANTS", ())
    return rules.collected(declared)


def reaches(person: int, *, organisation: int | None = None) -> Mapping[str, Reach]:
    """Return what each of a person's permissions reaches today, in a fixed number of queries.

    With `organisation` only what the roles held there reach: what the person may do when speaking for that body.
    """
    appointments = Appointment.objects.current().filter(person=person, person__is_active=True)
    if organisation is not None:
        appointments = appointments.filter(organisation=organisation)
    held = [(row, row.organisation, _granted(row)) for row in appointments.select_related("organisation")]
    guided = guided_by({body.pk for _, body, granted in held if body and any(map(_is_of_group, granted))})
    found: dict[str, Reach] = defaultdict(Reach)
    for row, body, granted in held:
        for given in granted:
            found[given.permission] |= _reach(given, row, body, guided)
    return dict(found)


def _granted(row: Appointment) -> list[rules.Grant]:
    kind = row.organisation.kind if row.organisation else ""
    return [given for given in grants() if rules.has_grant(given, role=row.role, kind=kind)]


def _is_of_group(given: rules.Grant) -> bool:
    return Within.GROUP in given.within


def _reach(given: rules.Grant, row: Appointment, body: Organisation | None, guided: Guided) -> Reach:
    if body is None:
        return Reach(everything=True)
    if row.branch_id is not None:
        return Reach(branches=frozenset({row.branch_id}))
    return reduce(or_, (within(word, body, guided) for word in given.within))


def within(word: Within, body: Organisation, guided: Guided) -> Reach:
    """Return the reach of one word for one body (SCP-01, SCP-07)."""
    match word:
        case Within.OWN:
            return Reach(bodies=frozenset({body.pk}))
        case Within.GROUP:
            return Reach(bodies=frozenset(guided.get(body.pk, ())))
        case Within.SUPERIOR:
            return Reach(bodies=frozenset({body.superior_id or body.pk} - {body.pk}))
        case Within.PEERS:
            return _peers(body)
        case _:
            return _tree(word, body)


def _peers(body: Organisation) -> Reach:
    if body.kind != "association" or body.superior_id is None:
        return NOTHING
    return Reach(siblings=frozenset({Siblings(body.superior_id, body.tier, body.pk)}))


def _tree(word: Within, body: Organisation) -> Reach:
    is_whole = word == Within.SUBTREE
    if body.kind != "association":
        return Reach(bodies=frozenset({body.pk})) if is_whole else NOTHING
    if body.tier == 0:
        return Reach(everything=True, but=None if is_whole else body.pk)
    return Reach(stems=frozenset({body.path})) if is_whole else Reach(below=frozenset({body.path}))


def guided_by(bodies: Collection[int]) -> Guided:
    """Return the bodies that each of these bodies guides today (ORG-04, ORG-12)."""
    found: dict[int, set[int]] = defaultdict(set)
    if bodies:
        edges = Relation.objects.current().filter(edge=Edge.GUIDED_BY, object__in=bodies)
        for guide, guided in edges.values_list("object", "subject"):
            found[guide].add(guided)
    return found


def workplaces(person: int) -> list[Organisation]:
    """Return the organisations in which a person has a role, the highest first (ACC-01)."""
    held = Appointment.objects.current().filter(person=person, organisation__isnull=False)
    bodies = Organisation.objects.filter(pk__in=held.values("organisation"))
    return list(bodies.order_by("tier", "name_key", "id").only("code", "name", "short_name", "kind", "tier", "path"))


def has_role(person: int | None) -> bool:
    """Tell whether somebody holds any role today; visitors hold none."""
    return person is not None and Appointment.objects.current().filter(person=person).exists()


def holders(permission: str, organisation: Organisation | None) -> AppointmentQuerySet:
    """Return the roles of today that carry a permission in this very body; without one, on the platform.

    Those above the body reach it, too, but it is not theirs to be told of everything there. Appointments to a branch
    end in the branch.
    """
    kind = organisation.kind if organisation else ""
    here = {Within.OWN, Within.SUBTREE} if organisation else {Within.PLATFORM}
    carrying = [given for given in grants() if given.permission == permission and given.within & here]
    found = {role for given in carrying for role in given.roles if rules.has_grant(given, role=role, kind=kind)}
    held = Appointment.objects.current().filter(organisation=organisation, branch=None, role__in=sorted(found))
    return held.filter(person__is_active=True)


def roles(person: int) -> list[Appointment]:
    """Return all roles that a person holds, with their organisations."""
    held = Appointment.objects.current().filter(person=person)
    return list(held.select_related("organisation", "branch").order_by("organisation__tier", "id"))
