"""What waits because of how it stands: cases below that their associations left over the time limit (EST-07)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from kexie.areas.establishment.models import Case
from kexie.core.actors import Actor
from kexie.core.lists import counted
from kexie.core.todo import Todo
from kexie.foundation.organisations.models import Organisation


def todo(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Tell superiors how many cases below them are overdue; one's own stand among one's obligations."""
    for body in bodies:
        if body.kind == "association" and actor.may("establishment.browse", body):
            late = (
                Case.objects.where_may(actor, "establishment.browse").under(body).exclude(organisation=body).overdue()
            )
            if number := counted(late):
                where = reverse("establishment:overdue", args=[body.code])
                what = f"下级科协有 {number:,} 件设立申请超过审核期限"
                yield Todo(what, where, body.pk, icon="clock", area="establishment")
