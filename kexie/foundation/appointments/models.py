"""Who holds which role where, and the invitations that lead there."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Now

from kexie.core.cipher import EncryptedField
from kexie.core.labels import choices
from kexie.core.scope import Scoped
from kexie.foundation.appointments import rules
from kexie.foundation.organisations.models import Branch, Organisation
from kexie.foundation.people.models import Person

PLATFORM = Q(role__in=sorted(role.value for role in rules.PLATFORM_ROLES))
CHOICES = choices(rules.ROLE_LABELS)


def _range(start: Any, end: Any) -> Func:  # noqa: ANN401 - names, values and expressions
    return Func(start, end, Value("[]"), function="int8range", output_field=models.Field())


class AppointmentQuerySet(Scoped["Appointment"]):
    """Filters of appointments."""

    def current(self) -> Self:
        """Appointments that were not ended."""
        return self.filter(ended_at=None)


class Appointment(models.Model):
    """A person holds a role in an organisation, in one of its branches, or on the platform (ACC-01, ACC-02)."""

    scope: ClassVar = "organisation"
    scope_of_branch: ClassVar = "branch"

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="人员")
    role = models.CharField("角色", max_length=30, choices=CHOICES)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="appointments", verbose_name="组织"
    )
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="appointments", verbose_name="分支机构")
    since = models.DateTimeField("开始", db_default=Now())
    ended_at = models.DateTimeField("结束", null=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        db_table = "appointment"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["organisation", "role"], name="appointment_organisation", condition=Q(ended_at=None)),
        )
        constraints = (
            models.UniqueConstraint(
                name="appointment_once",
                fields=("person", "role", "organisation", "branch"),
                condition=Q(ended_at=None),
                nulls_distinct=False,
                violation_error_message="这个人已经担任这个角色。",
            ),
            models.CheckConstraint(
                name="appointment_place",
                condition=Q(PLATFORM, organisation=None, branch=None) | (~PLATFORM & Q(organisation__isnull=False)),
                violation_error_message="平台管理员不属于任何组织，其他角色要在组织里担任。",
            ),
            # A platform role excludes every other appointment of the same person, others do not exclude one another:
            # the three administrators are three people, and none of them does business (三员分立).
            ExclusionConstraint(
                name="appointment_apart",
                expressions=[
                    (_range(F("person"), F("person")), "&&"),
                    (Case(When(PLATFORM, then=_range(None, None)), default=_range(F("id"), F("id"))), "&&"),
                ],
                condition=Q(ended_at=None),
                violation_error_message="平台管理员只能担任一个角色，也不能同时在组织里任职。",
            ),
        )

    constraint_sentences: ClassVar[dict[str, str]] = {"appointment_same_body": "分支机构不属于这个组织。"}

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def duty(self) -> str:
        """What the role is there for."""
        return rules.ROLE_DUTIES.get(rules.Role(self.role), "")


class InvitationQuerySet(Scoped["Invitation"]):
    """Filters of invitations."""

    def waiting(self) -> Self:
        """Invitations that can still be taken up."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=Now())


class Invitation(models.Model):
    """An activation code with which a person opens an account and takes up roles, once (ACC-03).

    The code stands encrypted until it is used, so that a slip can be printed again, and is found by its digest.
    """

    scope: ClassVar = "organisation"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations", verbose_name="组织")
    name = models.CharField("姓名", max_length=60)
    roles = ArrayField(models.CharField(max_length=30, choices=CHOICES), verbose_name="角色")
    code = EncryptedField("激活码", blank=True, default="", editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    email = EncryptedField("邮箱", blank=True, default="")
    sent_at = models.DateTimeField("邮件发出时间", null=True)
    made_at = models.DateTimeField("开通时间", db_default=Now())
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="开通人")
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("启用时间", null=True)
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="启用人")
    revoked_at = models.DateTimeField("作废时间", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        db_table = "invitation"
        ordering = ("-id",)
        indexes = (models.Index(fields=["organisation", "-id"], name="invitation_organisation"),)
        constraints = (
            models.CheckConstraint(
                name="invitation_used",
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                violation_error_message="启用的激活码要有启用人。",
            ),
            models.CheckConstraint(
                name="invitation_one_end",
                condition=Q(used_at=None) | Q(revoked_at=None),
                violation_error_message="激活码已经用过，不能作废。",
            ),
            models.CheckConstraint(
                name="invitation_roles", condition=~Q(roles=[]), violation_error_message="请至少选择一个角色。"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def role_labels(self) -> str:
        """The roles in words."""
        return "、".join(rules.ROLE_LABELS[rules.Role(role)] for role in self.roles)

    @property
    def printed_code(self) -> str:
        """The code as it is read out and printed; empty once it cannot be used any more."""
        return rules.printed_code(self.code)
