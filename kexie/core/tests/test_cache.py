"""The cache that all processes share."""

import pytest
from django.core.cache import caches
from django.db import connection

from kexie.core.cache import Cache
from kexie.core.tests.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-05")]


@pytest.fixture
def cache() -> Cache:
    given = caches["default"]
    assert isinstance(given, Cache)
    return given


def test_what_is_kept_is_given_until_its_time_is_over(cache: Cache) -> None:
    cache.set("a", {"b": [1, 2]}, 60)
    cache.set("over", 1, 0)
    assert (cache.get("a"), cache.get("over"), cache.get("never")) == ({"b": [1, 2]}, None, None)
    cache.set("a", 2, None)
    assert cache.get("a") == 2
    cache.delete("a")
    assert cache.get("a") is None


def test_only_the_first_is_added(cache: Cache) -> None:
    assert cache.add("a", 1, 60)
    assert not cache.add("a", 2, 60)
    assert cache.get("a") == 1
    assert cache.touch("a", 0)
    assert cache.add("a", 3, 60)
    assert not cache.touch("never", 60)


def test_what_is_over_is_culled(cache: Cache) -> None:
    cache.set("over", 1, 0)
    cache.set("a", 1, 60)
    assert cache.cull() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_first(cache: Cache) -> None:
    came = at_once(*[lambda: caches["default"].add("a", 1, 60)] * 8)
    assert sum(map(bool, came)) == 1


def test_the_table_is_not_logged() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r' ORDER BY relname")
        assert [row[0] for row in cursor.fetchall()] == ["cache_entry", "throttle"]
