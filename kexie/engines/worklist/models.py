"""What waits for whom since when and until when, until a deed elsewhere closes it.

Kept: closed obligations two years (`actions.prune`); what happened stands in the records.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Now

from kexie.core.actors import Actor
from kexie.core.reach import Placed
from kexie.core.scope import Scoped
from kexie.engines.worklist import rules
from kexie.foundation.organisations.models import TREE_WIDTHS, Organisation
from kexie.foundation.people.models import Person

IS_OWED = Q(closed_at=None, is_owed=True, due__isnull=False)


class ObligationQuerySet(Scoped["Obligation"]):
    """Filters of obligations."""

    def open(self) -> Self:
        """Those that still wait."""
        return self.filter(closed_at=None)

    def owed(self) -> Self:
        """What bodies owe to the association above them, by a day that both sides see (EST-19)."""
        return self.filter(IS_OWED)

    def under(self, organisation: Organisation) -> Self:
        """What waits in an association or in a body below it."""
        return self.filter(path__stem=organisation.path) if organisation.tier else self

    def of(self, actor: Actor, bodies: Iterable[Placed]) -> Self:
        """What waits for the actor: in person, and in these bodies where a role of the actor's may do it."""
        held: dict[frozenset[int], list[str]] = defaultdict(list)
        places = list(bodies)
        for permission, reach in actor.reaches.items():
            if within := frozenset(body.pk for body in places if reach.has(body)):
                held[within].append(permission)
        own = [Q(person=actor.person)] if actor.person else []
        parts = [Q(organisation__in=sorted(within), permission__in=sorted(may)) for within, may in held.items()]
        if not (conditions := own + parts):
            return self.none()
        return self.filter(reduce(or_, conditions)).exclude(apart=actor.person)


class Obligation(models.Model):
    """Something that waits for a person, or in an organisation for those whose roles carry `permission` (NOT-02).

    `kind` is the deed that closes it, by the name of its permission or record; `thing` what it is about. `apart` is
    somebody who may not do it although a role would allow it, such as the applicant. `is_owed` says that the body owes
    it to the association above, which sees it with the same day.
    """

    scope: ClassVar = "organisation"
    scope_path: ClassVar = "path"

    kind = models.CharField("事项", max_length=80)
    thing = models.CharField("对象类型", max_length=80)
    thing_id = models.CharField("对象编号", max_length=40)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="obligations", verbose_name="组织"
    )
    permission = models.CharField("权限", max_length=80, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="obligations", verbose_name="本人")
    apart = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="回避的人")
    what = models.CharField("待办", max_length=rules.MAX_WHAT)
    why = models.CharField("说明", max_length=rules.MAX_WHY, blank=True)
    link = models.CharField("页面", max_length=300)
    since = models.DateTimeField("从何时起", db_default=Now())
    due = models.DateField("期限", null=True)
    is_owed = models.BooleanField("上级也看到", default=False, db_default=False)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="经手人")
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="办结人")
    reminded_at = models.DateTimeField("到期前提醒", null=True)
    urged_at = models.DateTimeField("超期提醒", null=True)

    # The organisation's place in the tree, kept by the composite foreign key `obligation_place`; none for a person's.
    path = models.CharField(max_length=80, null=True, editable=False, db_collation="C")  # noqa: DJ001 - see above
    tier = models.PositiveSmallIntegerField(null=True, editable=False)
    territory = models.CharField(max_length=6, null=True, editable=False, db_collation="C")  # noqa: DJ001

    objects = ObligationQuerySet.as_manager()

    class Meta:
        db_table = "obligation"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["organisation", "permission"], name="obligation_open", condition=Q(closed_at=None)),
            models.Index(fields=["person"], name="obligation_own", condition=Q(closed_at=None, person__isnull=False)),
            models.Index(fields=["due"], name="obligation_due", condition=Q(closed_at=None, due__isnull=False)),
            models.Index(fields=["closed_at"], name="obligation_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["due", "id"], name="obligation_owed", condition=IS_OWED),
            *(
                models.Index(Left("path", width), "due", "id", name=f"obligation_path{width}_owed", condition=IS_OWED)
                for tier, width in TREE_WIDTHS.items()
                if tier
            ),
        )
        constraints: ClassVar = (
            models.UniqueConstraint(
                name="obligation_once",
                fields=("kind", "thing", "thing_id", "organisation", "person"),
                condition=Q(closed_at=None),
                nulls_distinct=False,
                violation_error_message="这件事已经在待办里。",
            ),
            models.CheckConstraint(
                name="obligation_addressed",
                condition=Q(organisation__isnull=False, person=None) & ~Q(permission="")
                | Q(organisation=None, person__isnull=False, permission=""),
                violation_error_message="待办要么属于一个组织，要么属于一个人。",
            ),
            models.CheckConstraint(
                name="obligation_closed_whole",
                condition=Q(closed_at__isnull=False) | Q(closed_by=None),
                violation_error_message="没有办结的事项不能有办结人。",
            ),
        )

    constraint_sentences: ClassVar[dict[str, str]] = {"obligation_place": "组织的隶属刚刚有变动，请刷新页面后重试。"}

    def __str__(self) -> str:
        return self.what
