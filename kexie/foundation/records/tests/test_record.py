"""What happened is written down, in the same transaction, and nobody can change it (SEC-07)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests.factories import person
from kexie.foundation.records.actions import record
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import ChangeKind, Level

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-07")]
WANG = Actor(person=7, name="王敏", address="2001:db8::7", device="Firefox", organisation=12)


def written(**extra: Any) -> Record:
    record("tests.try", extra.pop("thing", Region.objects.get(pk="430603")), by=extra.pop("by", WANG), **extra)
    return Record.objects.latest("id")


@pytest.mark.spec("SCP-06")
def test_who_did_what_when_and_from_where() -> None:
    row = written()
    assert (row.what, row.person, row.name) == ("tests.try", 7, "王敏")
    assert (row.address, row.device) == ("2001:db8::7", "Firefox")
    assert (row.thing, row.thing_id) == ("regions.region", "430603")
    assert (
        timedelta() <= row.at - clock.now() < timedelta(minutes=1)
    )  # the database's clock, since the transaction began
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current()")
        assert (row.transaction,) == cursor.fetchone()
    assert str(row) == "tests.try regions.region 430603"


@pytest.mark.spec("SCP-06")
def test_the_platform_acts_without_a_person() -> None:
    row = written(by=Actor.platform("worker"))
    assert (row.person, row.name, row.address) == (None, "平台（worker）", "")


def test_a_long_device_is_cut_off() -> None:
    assert written(by=Actor(person=1, name="王敏", device="x" * 1000)).device == "x" * 200


@pytest.mark.spec("SCP-06")
def test_a_body_is_its_own_organisation_and_a_part_has_that_of_its_whole() -> None:
    body = factories.body()
    row = written(thing=body)
    assert (row.organisation, row.organisation_path) == (body.pk, body.path)
    row = written(thing=body.public_page)
    assert (row.thing, row.thing_id) == ("organisations.publicpage", str(body.pk))
    assert (row.organisation, row.organisation_path) == (body.pk, body.path)


@pytest.mark.spec("SCP-06")
def test_another_organisation_may_be_told() -> None:
    body = factories.body()
    row = written(thing=body, organisation=body.superior)
    assert (row.thing_id, row.organisation, row.organisation_path) == (
        str(body.pk),
        body.superior_id,
        body.superior.path,
    )


@pytest.mark.spec("SCP-06")
def test_what_belongs_to_no_organisation_has_none() -> None:
    row = written(thing=person())
    assert (row.thing, row.organisation, row.organisation_path) == ("people.person", None, "")


def test_before_and_after_hold_plain_values() -> None:
    body = factories.body()
    values: dict[str, Any] = {
        "text": "中文",
        "number": 3,
        "none": None,
        "yes": True,
        "day": date(2026, 11, 21),
        "moment": body.created_at,
        "sum": Decimal("12.30"),
        "kind": ChangeKind.MERGED,
        "level": Level.COUNTY,
        "days": [date(2026, 1, 1), {"on": date(2026, 1, 2)}],
        "pair": (1, 2),
    }
    row = written(before=values, after={})
    assert row.before["text"] == "中文"
    assert (row.before["number"], row.before["none"], row.before["yes"]) == (3, None, True)
    assert (row.before["day"], row.before["sum"]) == ("2026-11-21", "12.30")
    assert row.before["moment"].startswith(body.created_at.isoformat()[:23])
    assert (row.before["kind"], row.before["level"]) == ("merged", 3)
    assert row.before["days"] == ["2026-01-01", {"on": "2026-01-02"}]
    assert row.before["pair"] == [1, 2]
    assert row.after == {}


def test_what_was_not_done_is_not_on_record() -> None:
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert not Record.objects.filter(what="tests.try").exists()


def test_a_record_outlives_what_it_tells_of() -> None:
    someone = person()
    row = written(thing=someone)
    Person.objects.filter(pk=someone.pk).delete()
    assert Record.objects.get(pk=row.pk).thing_id == str(someone.pk)


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


FORBIDDEN = [
    "UPDATE record SET name = '别人'",
    "UPDATE record SET at = now() WHERE id = 0",
    "DELETE FROM record",
    "TRUNCATE record",
    "DROP TABLE record",
    "ALTER TABLE record ALTER name SET DEFAULT ''",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('records', '0002', now())",
    "UPDATE django_migrations SET app = 'x'",
    "DELETE FROM django_migrations",
    "TRUNCATE django_migrations",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_cannot(statement: str) -> None:
    row = written()
    with pytest.raises(ProgrammingError) as refused:
        execute(statement)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
    assert Record.objects.get(pk=row.pk).name == "王敏"


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_it_is_the_role_that_cannot(statement: str) -> None:
    """The same statements are good ones: the owner of the tables may."""
    written()
    with transaction.atomic():
        execute("SET LOCAL ROLE kexie_owner")
        execute(statement)
        transaction.set_rollback(True)


def test_the_tests_act_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("kexie_app", False)


def test_nor_does_the_model_find_a_way_round() -> None:
    row = written()
    row.name = "别人"
    for deed in (lambda: Record.objects.update(name="别人"), row.delete, row.save):
        with pytest.raises(ProgrammingError), transaction.atomic():
            deed()
    assert Record.objects.get(pk=row.pk).name == "王敏"
