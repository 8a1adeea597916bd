"""The key figures of an organisation's workbench; each opens to what is behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from kexie.core.lists import counted
from kexie.engines.indicators.queries import amounts
from kexie.engines.indicators.rules import BODIES, by_property
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet

CAP = 1_000


@dataclass(frozen=True)
class Figure:
    """One number with its label and where it leads."""

    label: str
    value: str
    unit: str
    icon: str
    url: str = ""


def of_desk(body: Organisation, reached: OrganisationQuerySet) -> Iterator[Figure]:
    """Return what the staff of a body see first, out of the bodies they reach."""
    if body.kind == "association":
        lower = reverse("directory:subordinates", args=[body.code])
        below = reached.live().filter(superior=body)
        yield Figure("下级科协", written(counted(below.associations(), cap=CAP)), "个", "hierarchy", lower)
        direct = counted(below.exclude(kind="association"), cap=CAP)
        yield Figure("辖区内的基层组织", f"{grassroots_under(body):,}", "个", "buildings", lower)
        yield Figure("直接管理的组织", written(direct), "个", "building-community", lower)
    if body.declared.branches:
        parts = reverse("directory:structure", args=[body.code])
        yield Figure("内设和分支机构", f"{body.branches.filter(closed_on=None).count():,}", "个", "git-branch", parts)
        yield Figure("在任人员", f"{body.posts.current().count():,}", "人次", "users", parts)
    if body.declared.family == rules.Family.GRASSROOTS:
        known = getattr(body, "grassroots_profile", None)
        if known and known.members is not None:
            yield Figure("会员人数", f"{known.members:,}", "人", "user", reverse("directory:manage", args=[body.code]))


def grassroots_under(body: Organisation) -> int:
    """Return how many founded grassroots bodies lie under an association, at most a minute ago."""
    kinds = by_property(amounts(BODIES.code, body)).get("kind", {})
    return sum(number for kind, number in kinds.items() if rules.KINDS[kind].family == rules.Family.GRASSROOTS)


def written(number: int) -> str:
    """Write a number that was counted up to the cap.

    >>> written(12), written(1001)
    ('12', '1,000+')
    """
    return f"{CAP:,}+" if number > CAP else f"{number:,}"
