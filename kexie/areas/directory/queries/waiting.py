"""What waits for the staff of a body because of its entry, its page, its parts and its relations (NOT-02)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from kexie.core.actors import Actor
from kexie.core.todo import Todo, day
from kexie.foundation.organisations.models import Organisation


def todo(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Tell what waits for the actor in these workplaces."""
    yield from _pages(actor, bodies)


def _pages(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Pages that are not online: never published, or taken off by the superior."""
    mine = [body.pk for body in bodies]
    hidden = Organisation.objects.where_may(actor, "directory.publish").filter(pk__in=mine, is_public=False)
    for body in hidden.live():
        where = reverse("directory:desk", args=[body.code])
        if body.offline_at is not None:
            since = day(body.offline_at)
            yield Todo("主页已被下线，请修改后重新公开", where, body.pk, since, why=body.offline_reason, icon="eye")
        else:
            yield Todo("主页还没有公开，请完善后公开", where, body.pk, day(body.created_at), icon="world")
