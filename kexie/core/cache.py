"""Django's cache in the database, for what several processes must know alike.

Django's own keeps 300 entries and counts the table whenever it writes; here one statement writes and a job culls.
"""

import base64
import pickle  # the table is written by this class alone
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection


class Cache(DatabaseCache):
    """A cache whose table is an UNLOGGED one: quick, shared, and empty after the database's crash.

    `add` is atomic across processes: of many at the same moment one succeeds.
    """

    _table: str

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:  # noqa: ANN401
        """Keep a value."""
        self._write(self.make_and_validate_key(key, version=version), value, timeout, replace="true")

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:  # noqa: ANN401
        """Keep a value unless one is kept already; tell whether it was kept."""
        name = self.make_and_validate_key(key, version=version)
        return self._write(name, value, timeout, replace="kept.expires <= now()")

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:  # noqa: ANN401
        """Let a value stay longer."""
        name = self.make_and_validate_key(key, version=version)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self._table} SET expires = now() + %s::interval WHERE cache_key = %s AND expires > now()",  # noqa: S608
                [self._seconds(timeout), name],
            )
            return bool(cursor.rowcount)

    def cull(self) -> int:
        """Delete what nobody is given any more; return how much it was."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._table} WHERE expires <= now()")  # noqa: S608 - a name from the settings
            return int(cursor.rowcount)

    def _write(self, name: str, value: object, timeout: Any, *, replace: str) -> bool:  # noqa: ANN401
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode()
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self._table} AS kept (cache_key, value, expires)"  # noqa: S608
                " VALUES (%s, %s, now() + %s::interval)"
                " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
                f" WHERE {replace}",
                [name, kept, self._seconds(timeout)],
            )
            return bool(cursor.rowcount)

    def _seconds(self, timeout: Any) -> str:  # noqa: ANN401
        given = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return "100 years" if given is None else f"{max(float(given), 0)} seconds"
