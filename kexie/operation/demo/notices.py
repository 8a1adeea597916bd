"""Notices of the demonstration's accounts, some of them read; what they tell of is made up."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.notices import actions
from kexie.engines.notices.models import Announcement, Notice
from kexie.foundation.people.models import Person
from kexie.operation.demo.accounts import workplace


@dataclass(frozen=True)
class Told:
    """What an account was told, so many hours ago; `page` is a page of its organisation."""

    username: str
    what: str
    title: str
    text: str
    page: str
    hours: int
    is_read: bool = False


TOLD = (
    Told(
        "hunan", "directory.move", "示例组织的隶属关系有调整", "示例：一家企业科协已划入本组织之下。", "subordinates", 5
    ),
    Told(
        "hunan",
        "accounts.activate",
        "您开通的激活码已启用",
        "示例：岳阳市科协的一位同事启用了账号。",
        "staff",
        52,
        True,
    ),
    Told("yueyang", "directory.publish", "下级组织修改后重新公开了主页", "示例：联系电话已更正。", "subordinates", 3),
    Told(
        "yueyang", "accounts.lock_account", "下级组织有一个账号被锁定", "示例：离岗未交接，已由上级锁定。", "staff", 28
    ),
    Told("yueyang", "directory.relate", "登记了新的关联关系", "示例：关系为团体会员。", "relations", 75, True),
    Told("yunxi", "accounts.activate", "您开通的激活码已启用", "示例：示例·周云现在担任编辑。", "staff", 30, True),
    Told("changling", "directory.relate", "登记了新的关联关系", "示例：关系为业务指导。", "relations", 8),
    Told(
        "changling",
        "directory.hand_over_turns",
        "联合科协的轮值已交接",
        "示例：没有完成的任务已一并移交。",
        "manage",
        200,
        True,
    ),
    Told(
        "nanjing",
        "directory.move",
        "示例组织的隶属关系有调整",
        "示例：一家企业科协已划归栖霞区科协。",
        "subordinates",
        26,
    ),
    Told(
        "jiangsu", "directory.publish", "下级组织修改后重新公开了主页", "示例：简介已补充。", "subordinates", 20, True
    ),
    Told("national", "directory.move", "示例组织的隶属关系有调整", "示例：请核对所在地区。", "subordinates", 49),
)


@transaction.atomic
def load(*, by: Actor) -> int:
    """Tell everything once; return how many announcements that were."""
    if Announcement.objects.filter(key__startswith="demo.").exists():
        return 0
    made = [_announce(number, told, by=by) for number, told in enumerate(TOLD)]
    for row in Announcement.objects.filter(delivered_at=None).order_by("at"):
        actions.deliver(row.pk)
    at = Announcement.objects.filter(pk=OuterRef("announcement")).values("at")
    Notice.objects.update(at=Subquery(at))
    read = [row.pk for row, told in zip(made, TOLD, strict=True) if told.is_read]
    Notice.objects.filter(announcement__in=read).update(read_at=F("at") + timedelta(hours=2))
    return len(made)


def _announce(number: int, told: Told, *, by: Actor) -> Announcement:
    person, body = Person.objects.get_queryset().get(username=told.username), workplace(told.username)
    if body is None:
        raise LookupError(told.username)
    with clock.held(clock.now() - timedelta(hours=told.hours)):
        return actions.announce(
            told.what,
            title=told.title,
            text=told.text,
            link=f"/organisations/{body.code}/{told.page}/",
            organisation=body,
            people=[person.pk],
            key=f"demo.{number}",
            by=by,
        )
