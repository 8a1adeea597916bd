"""Bodies for tests, made by the actions that make them in life."""

from datetime import date
from itertools import count
from typing import Any

from django.db import connection

from kexie.core.actors import Actor
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions.models import Region

BY = Actor.platform("tests")
DAY = date(2026, 11, 21)
_numbers = count(1)


def national() -> Organisation:
    """The one national association."""
    known = Organisation.objects.filter(level=rules.Level.NATIONAL).first()
    return known or actions.add(
        None, kind="association", level=rules.Level.NATIONAL, name=rules.NATIONAL, region=None, by=BY
    )


def association(code: str) -> Organisation:
    """The association of a place, with those above it."""
    known = Organisation.objects.live().associations().filter(region=code).first()
    if known is not None:
        return known
    region = Region.objects.get(pk=code)
    superior = association(region.parent_id) if region.parent_id else national()
    level = {1: "provincial", 2: "subprovincial" if code in rules.SUBPROVINCIAL_CITIES else "prefecture", 3: "county"}
    return actions.add(
        superior,
        kind="association",
        level=level[region.level],
        name=f"{region.name}科学技术协会",
        short_name=f"{region.short_name}科协",
        region=region,
        by=BY,
    )


def body(code: str = "430603", kind: str = "enterprise_association", **fields: Any) -> Organisation:
    """A body of any other kind under the association of a place."""
    fields.setdefault("name", f"测试{next(_numbers)}号有限公司科学技术协会")
    published = fields.pop("published", False)
    superior = fields.pop("superior", None) or association(code)
    made = actions.add(superior, kind=kind, region=Region.objects.get(pk=code), by=BY, **fields)
    return actions.publish(made, by=BY) if published else made


FAULTS = """
SELECT body.name, body.path, fault FROM organisation AS body LEFT JOIN organisation AS superior
    ON superior.id = body.superior_id, LATERAL (VALUES
    ('path', body.path = coalesce(superior.path, '') || lpad(to_hex(body.id), 7, '0')),
    ('tier', body.tier > coalesce(superior.tier, -1)),
    ('territory', starts_with(body.territory, coalesce(superior.territory, ''))),
    ('region', body.territory = left(body.region_id, 2 * least(body.tier, 3))
        OR body.region_id IS NULL AND body.tier < 2),
    ('copy', (body.superior_path, body.superior_tier, body.superior_territory) =
        (coalesce(superior.path, ''), coalesce(superior.tier, -1), coalesce(superior.territory, ''))),
    ('alive', body.closed_on IS NOT NULL OR superior.closed_on IS NULL)
) AS rule(fault, holds) WHERE holds IS NOT TRUE
"""


def leave(*provinces: str) -> None:
    """Let only these provinces exist, with all that is inside them."""
    Region.objects.exclude(code__regex=f"^({'|'.join(provinces)})").update(abolished_on=DAY)


def faults() -> list[tuple[str, str, str]]:
    """Everything that is wrong with the tree, as (name, path, fault)."""
    with connection.cursor() as cursor:
        cursor.execute(FAULTS)
        return list(cursor.fetchall())
