"""What waits for the staff of a body because of how it stands (NOT-02): computed, for nobody's deed opened it.

What somebody's deed opened, and another one closes, are obligations of the worklist instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.lists import counted
from kexie.core.todo import Todo, day
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations import queries
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet, Turn
from kexie.foundation.organisations.rules import Status

SOON = timedelta(days=30)
CAP = 1000


def todo(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Tell what waits for the actor in these workplaces."""
    if not bodies:
        return
    for tell in (_pages, _turns, _terms, _news):
        yield from (replace(told, area="directory") for told in tell(actor, bodies))
    for tell in (_invitations, _without_administrator):
        yield from (replace(told, area="accounts") for told in tell(actor, bodies))


def _pages(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Pages that were never published; those that the superior took off are obligations."""
    hidden = Organisation.objects.where_may(actor, "directory.publish").filter(pk__in=_keys(bodies), is_public=False)
    for body in hidden.live().filter(offline_at=None).exclude(status=Status.PREPARING):
        where = reverse("directory:present", args=[body.code])
        yield Todo("主页还没有公开，请完善后公开", where, body.pk, day(body.created_at), icon="world")


def _turns(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Turns that begin soon, in the joint association itself; and those that could not be taken over (ORG-13)."""
    today = clock.today()
    rows = Turn.objects.where_may(actor, "directory.relate").filter(organisation__in=_keys(bodies), handed_over_at=None)
    begun = rows.filter(period__startswith__lte=today + SOON, period__endswith__gt=today)
    for turn in begun.select_related("organisation", "founder"):
        where, starts = reverse("directory:turns", args=[turn.organisation.code]), turn.period.lower
        if starts > today:
            what = f"{turn.founder.called}即将轮值，请做好交接准备"
            yield Todo(what, where, turn.organisation_id, due=starts, icon="calendar")
        else:
            why = "该企业还没有管理员账号，暂时不能交接。"
            yield Todo(
                f"{turn.founder.called}的轮值等待交接", where, turn.organisation_id, starts, why=why, icon="calendar"
            )


def _terms(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Terms of office that end soon and have no next one."""
    today = clock.today()
    arranged = Organisation.objects.where_may(actor, "directory.arrange").filter(pk__in=_keys(bodies))
    for body in arranged.live().prefetch_related("terms_of_office"):
        ends = max((term.period.upper for term in body.terms_of_office.all()), default=None)
        if ends is not None and ends <= today + SOON:
            where = reverse("directory:structure", args=[body.code])
            yield Todo("任期即将届满或已经届满，请登记新一届", where, body.pk, due=ends, icon="users")


def _invitations(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Activation codes given out by these bodies' staff that nobody took up yet."""
    rows = Invitation.objects.where_may(actor, "directory.change").waiting().filter(organisation__in=_keys(bodies))
    for row in rows.select_related("organisation")[:20]:
        where = reverse("accounts:staff", args=[row.organisation.code])
        what = f"发给{row.name}的激活码还没有启用"
        yield Todo(what, where, row.organisation_id, day(row.made_at), day(row.expires_at), icon="mail")


def _without_administrator(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Bodies directly below that nobody administers, as one line for each workplace."""
    below = Organisation.objects.where_may(actor, "directory.add").live()
    for body in bodies:
        if body.kind == "association" and actor.may("directory.add", body):
            alone = _alone(below.filter(superior=body.pk))
            if number := counted(alone, cap=CAP):
                many = f"{CAP:,} 个以上" if number > CAP else f"{number:,} 个"
                page = "accounts:staff" if actor.may("accounts.staff", body) else "directory:subordinates"
                where = reverse(page, args=[body.code])
                why = "没有管理员的组织不能自己维护信息。"
                yield Todo(f"{many}下级组织还没有管理员", where, body.pk, why=why, icon="user")


def _alone(bodies: OrganisationQuerySet) -> OrganisationQuerySet:
    """Keep the bodies that nobody administers and nobody was invited to administer."""
    held = Appointment.objects.current().filter(organisation=OuterRef("pk"), role=Role.ADMINISTRATOR, branch=None)
    asked = Invitation.objects.waiting().filter(organisation=OuterRef("pk"), roles__contains=[Role.ADMINISTRATOR])
    return bodies.exclude(Exists(held)).exclude(Exists(asked))


def _news(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Bodies that a change of divisions moved of late: the platform did it, and no action of ours announces it."""
    told = {body.pk: body for body in bodies if actor.may("directory.change", body)}
    seen: set[int | None] = set()
    for row in queries.news(list(told.values()), "organisations.move").filter(person=None)[:100]:
        body = told.get(row.organisation or 0)
        if body is not None and row.organisation not in seen:
            seen.add(row.organisation)
            where, since = reverse("directory:manage", args=[body.code]), day(row.at)
            why = f"经办：{row.name}。30 天后不再提示。"
            yield Todo("隶属关系有调整", where, body.pk, since, why=why, icon="info-circle")


def _keys(bodies: Sequence[Organisation]) -> list[int]:
    return [body.pk for body in bodies]
