"""What happens to a body, who is told of it, and what waits there until it is put right."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import require_founded
from kexie.foundation.regions.models import Region


@transaction.atomic
def move(
    body: Organisation, *, superior: Organisation, seen: int, by: Actor, region: Region | None = None
) -> Organisation:
    """Hang a body under another superior; the body and both superiors are told (ORG-06)."""
    former = body.superior
    moved = actions.move(body, superior=superior, seen=seen, region=region, by=by)
    _tell(moved, "directory.move", f"隶属关系有调整，上级现在是{superior.called}", "manage", by=by)
    if former is not None and former.pk != superior.pk:
        _tell(former, "directory.move", f"{moved.called}已划归{superior.called}", "subordinates", by=by)
    _tell(superior, "directory.move", f"{moved.called}已划入本组织之下", "subordinates", by=by)
    return moved


@transaction.atomic
def take_offline(body: Organisation, *, reason: str, by: Actor) -> Organisation:
    """Take a body's page off the portal: the body is told why, and it waits there to be mended (ORG-08)."""
    body = actions.take_offline(body, reason=reason, by=by)
    link = reverse("directory:present", args=[body.code])
    worklist.wait(
        "directory.publish",
        body,
        what="主页已被下线，请修改后重新公开",
        why=body.offline_reason,
        link=link,
        organisation=body,
        permission="directory.publish",
        by=by,
    )
    announce(
        "directory.take_offline",
        title="主页已被上级下线，修改后可以重新公开",
        text=f"原因：{body.offline_reason}",
        link=link,
        organisation=body,
        permission="directory.publish",
        by=by,
    )
    return body


@transaction.atomic
def publish(body: Organisation, *, by: Actor) -> Organisation:
    """Put a body's page online, once it is founded; the superior is told where it was taken off and mended."""
    require_founded(status=lock(body).status)
    was_taken_off = body.offline_at is not None
    body = actions.publish(body, by=by)
    worklist.close("directory.publish", body, by=by)
    if was_taken_off and body.superior is not None:
        title = f"{body.called}修改后重新公开了主页"
        link = reverse("directory:show", args=[body.code])
        announce(
            "directory.publish", title=title, link=link, organisation=body.superior, permission="directory.add", by=by
        )
    return body


@transaction.atomic
def close(body: Organisation, *, closed_on: date, by: Actor, seen: int | None = None) -> Organisation:
    """Close a body: nothing waits for its page any more, and its staff is told."""
    body = actions.close(body, closed_on=closed_on, seen=seen, by=by)
    worklist.close("directory.publish", body, by=by)
    _tell(body, "directory.close", f"本组织已办理注销登记，注销日期 {closed_on:%Y-%m-%d}", "manage", by=by)
    return body


def _tell(body: Organisation, what: str, title: str, page: str, *, by: Actor) -> None:
    """Tell those who keep a body's entry."""
    announce(
        what,
        title=title,
        text=f"经办：{by.name}。",
        link=reverse(f"directory:{page}", args=[body.code]),
        organisation=body,
        permission="directory.change",
        by=by,
    )
