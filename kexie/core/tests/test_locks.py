"""A row or a word is locked until the transaction ends, and an old page is noticed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from kexie.core.locks import Stale, lock, lock_name
from kexie.core.tests.threads import PATIENCE, at_once, start, until_blocked
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import FormKey


@pytest.mark.django_db
@pytest.mark.spec("REL-03")
def test_the_row_comes_as_it_stands_now_with_its_revision_stepped() -> None:
    body = factories.body(name="旧名")
    Organisation.objects.filter(pk=body.pk).update(name="新名", revision=7)
    locked = lock(body)
    assert (locked.name, locked.revision) == ("新名", 8)
    assert (body.name, body.revision) == ("旧名", 0)
    assert Organisation.objects.get(pk=body.pk).revision == 7


@pytest.mark.django_db
@pytest.mark.spec("REL-03")
def test_the_revision_of_the_page_must_be_the_rows() -> None:
    body = factories.body()
    locked = lock(body, seen=0)
    locked.save(update_fields=["revision"])
    for old in (0, 2, -1):
        with pytest.raises(Stale) as stale:
            lock(body, seen=old)
        assert isinstance(stale.value.row, Organisation)
        assert stale.value.row.revision == 1
    assert lock(body, seen=1).revision == 2


@pytest.mark.django_db
def test_a_row_without_revision_is_only_locked() -> None:
    key = FormKey.objects.create(key="a")
    assert lock(key, seen=5) == key


@pytest.mark.django_db
def test_a_row_that_is_gone_is_said() -> None:
    key = FormKey.objects.create(key="a")
    FormKey.objects.all().delete()
    with pytest.raises(FormKey.DoesNotExist):
        lock(key)


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("REL-04")
def test_nobody_else_gets_a_locked_row() -> None:
    body, other = factories.body(), factories.body()

    def take(row: Organisation) -> None:
        with transaction.atomic():
            Organisation.objects.select_for_update(nowait=True).get(pk=row.pk)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock(body)
            start(pool, lambda: take(other)).result(PATIENCE)
            with pytest.raises(OperationalError, match="could not obtain lock"):
                start(pool, lambda: take(body)).result(PATIENCE)
        start(pool, lambda: take(body)).result(PATIENCE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.spec("REL-03")
@pytest.mark.spec("REL-04")
def test_of_many_pages_of_one_revision_one_is_saved() -> None:
    body, many = factories.body(), 8

    def save() -> None:
        with transaction.atomic():
            lock(body, seen=0).save(update_fields=["revision"])

    done = at_once(*[save] * many)
    assert [type(outcome) for outcome in done if outcome is not None] == [Stale] * (many - 1)
    assert Organisation.objects.get(pk=body.pk).revision == 1


@pytest.mark.django_db(transaction=True)
def test_a_locked_word_is_waited_for() -> None:
    taken, let_go = Event(), Event()
    order: list[str] = []

    def hold() -> None:
        with transaction.atomic():
            lock_name("长岭")
            taken.set()
            let_go.wait(PATIENCE)
            order.append("first")

    def follow() -> None:
        with transaction.atomic():
            lock_name("长岭")
            order.append("second")

    with ThreadPoolExecutor(2) as pool:
        holding = start(pool, hold)
        try:
            assert taken.wait(PATIENCE)
            assert [is_free("长岭"), is_free("岳阳")] == [False, True]
            following = start(pool, follow)
            until_blocked()
        finally:
            let_go.set()
        holding.result(PATIENCE)
        following.result(PATIENCE)
    assert order == ["first", "second"]
    assert is_free("长岭")


def is_free(name: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])
