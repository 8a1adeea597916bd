"""Synthetic members are what the actions would have written, only quicker."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kexie.areas.membership import rules
from kexie.areas.membership.actions.members import index
from kexie.areas.membership.models import Change, Member
from kexie.areas.membership.tests import factories as membership
from kexie.engines.indicators.actions import recount
from kexie.foundation.organisations.rules import WITH_MEMBERS
from kexie.foundation.organisations.tests import factories
from kexie.operation.synth import Refused, bodies, members

TOTAL = 400
BEFORE = """
SELECT indexname, split_part(indexdef, ' WHERE', 1) FROM pg_indexes WHERE tablename IN ('member', 'member_change')
UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid IN ('member'::regclass, 'member_change'::regclass)
UNION ALL SELECT tgname, tgenabled::text FROM pg_trigger
    WHERE tgrelid IN ('member'::regclass, 'member_change'::regclass) AND NOT tgisinternal
ORDER BY 1, 2
"""


@pytest.fixture
def _bodies(db: None) -> None:
    for code in ("430603", "320113"):
        factories.association(code)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner")
    bodies.fill(60, say=list, processes=1)


def made() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)
        found: list[tuple[str, ...]] = cursor.fetchall()
    return found


@pytest.mark.usefixtures("_bodies")
def test_members_are_as_the_actions_write_them_and_counted() -> None:
    before = made()
    members.fill(TOTAL, say=list)
    rows = list(Member.objects.select_related("organisation").order_by("id"))
    assert len(rows) == TOTAL == len({row.code for row in rows})
    for row in rows:
        written = (row.name_key, row.searched, set(row.terms))
        index(row)
        assert written == (row.name_key, row.searched, set(row.terms)), row.name
        assert (row.path, row.tier) == (row.organisation.path, row.organisation.tier)
        assert row.organisation.kind in WITH_MEMBERS
        assert row.mobile.startswith("1990000")
    numbers = Counter(row.organisation_id for row in rows)
    assert all(
        max(row.number for row in rows if row.organisation_id == body) == count for body, count in numbers.items()
    )
    ended = sum(not row.is_on_roll for row in rows)
    assert 0 < ended < TOTAL / 5
    assert Change.objects.count() == TOTAL + ended
    assert made() == before
    for measure in rules.COUNTED:
        found = recount(measure.code, mends=False)
        assert found.figures > 0
        assert found.wrong == 0


@pytest.mark.usefixtures("_bodies")
def test_more_members_can_be_written_later_and_numbers_go_on() -> None:
    for _ in range(2):
        members.fill(TOTAL, say=list)
    last = Member.objects.latest("id")
    assert Member.objects.filter(organisation=last.organisation).count() == last.number
    assert membership.member(last.organisation).pk > last.pk


@pytest.mark.django_db
def test_without_bodies_there_are_no_members() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner")
    with pytest.raises(CommandError, match="没有可以有会员的组织"):
        call_command("synth", members=5)
    with pytest.raises(Refused):
        members.fill(5, say=list)
