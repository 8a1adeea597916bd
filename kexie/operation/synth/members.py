"""Members in any number, spread over the bodies that are there.

PostgreSQL makes them by itself; what lists sort and search by comes from the functions that give it to real members.
Only mobile numbers are not what they seem: a thousand encrypted ones stand in all rows, and each row's blind index is a
digest of its own, so nobody is found by a number.
"""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Max
from django.db.models.functions import Coalesce

from kexie.areas.membership import rules
from kexie.areas.membership.actions.members import FILTERED, read, searched
from kexie.areas.membership.models import Member
from kexie.core import codes
from kexie.core.cipher import EncryptedField, encrypt
from kexie.engines.indicators import actions as indicators
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS, Status, bound, grams
from kexie.operation import demo
from kexie.operation.synth import SEED, Refused, Say, require_bench

LARGEST = 50_000  # members of the largest body
SKEW = 1.4  # of the log-normal sizes of bodies
PORTION = 500_000  # members of one statement
CIPHERS = 1_000
DEPARTMENTS = ("研发中心", "工艺技术部", "质量检测中心", "设备动力部", "信息中心", "安全环保部", "生产技术处", "")
# What of a hundred members is so.
SHARES = {
    "status": {"active": 92, "retired": 3, "left": 2, "departed": 2, "died": 1},
    "sex": {"m": 64, "f": 34, "": 2},
    "category": {"technical": 62, "managerial": 20, "skilled": 18},
    "rank": {"senior": 5, "associate": 15, "middle": 30, "junior": 20, "skilled": 10, "": 20},
    "education": {"doctor": 3, "master": 15, "bachelor": 45, "college": 22, "school": 10, "": 5},
    "post": {"工程师": 40, "技术员": 30, "班长": 15, "": 15},
    "discipline": {"机械工程": 25, "化学工程": 25, "电气工程": 20, "计算机科学与技术": 10, "": 20},
}
PRIMES = (7, 11, 101, 103, 107, 109, 113)  # so that what is drawn for one property tells little of the others
GIVEN = """
CREATE TEMP TABLE given_body (
    id bigint, path text COLLATE "C", tier int, territory text COLLATE "C", numbered int, until bigint, size int
);
CREATE TEMP TABLE given_name (place bigint, name text, name_key text, searched text, terms text[], short text[]);
CREATE TEMP TABLE given_number (place bigint, printed text, terms text[], short text[]);
CREATE TEMP TABLE given_department (place bigint, name text, searched text, terms text[], short text[]);
CREATE TEMP TABLE given_mobile (place bigint, cipher text);
"""
# `chance` is the same for a member in every run; each property divides off its own part of it.
FILL = """
INSERT INTO member (
    id, code, organisation_id, number, name, sex, birth_year, identity, mobile, email, department, post, category, rank,
    education, discipline, status, joined_on, ended_on, leaving_reason, charter, mobile_index, revision, path, tier,
    territory, name_key, searched, terms
)
SELECT made.id, {code}, body, number, n.name, sex, born, '', cipher, '', d.name, post, category, rank,
    education, discipline, status, joined_on,
    CASE WHEN status = 'retired' THEN date '2030-12-31'
        WHEN status <> 'active' THEN least(joined_on + 1500, date '2026-10-31') END,
    '', '', encode(sha256(made.id::text::bytea), 'hex'), 0, path, tier, territory,
    n.name_key, rtrim(n.searched || ' ' || printed || ' ' || d.searched),
    n.terms || p.terms || d.terms || ARRAY['body:' || body] || {marks}
        || ARRAY(SELECT body || '.' || piece FROM unnest(n.short || p.short || d.short) AS piece)
FROM (
    SELECT drawn.*, {draws}, 1955 + chance / 127 %% 50 AS born,
        date '2005-01-01' + (chance / 131 %% 7600)::int AS joined_on
    FROM (
        SELECT %(first)s + until - size + step AS id, id AS body, path, tier, territory, numbered + step AS number,
            hashint8extended(%(first)s + until - size + step, 1) & 4611686018427387903 AS chance
        FROM given_body, generate_series(1, size) AS step WHERE until > %(since)s AND until <= %(until)s
    ) AS drawn
) AS made
JOIN given_name AS n ON n.place = chance %% %(names)s
JOIN given_number AS p ON p.place = number
JOIN given_department AS d ON d.place = chance / 137 %% %(departments)s
JOIN given_mobile AS m ON m.place = chance / 139 %% %(ciphers)s
"""
CHANGES = """
INSERT INTO member_change (member_id, cause, "on", remark, name, at, path)
SELECT id, cause, day, '', '合成数据', now(), path FROM member,
    LATERAL (VALUES ('imported', joined_on), (status, ended_on)) AS change (cause, day)
WHERE id > %s AND cause NOT IN ('active', 'retired')
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid IN ('member'::regclass, 'member_change'::regclass) AND contype IN ('u', 'f')
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid IN ('member'::regclass, 'member_change'::regclass) AND NOT indisprimary
"""


@dataclass(frozen=True)
class Given:
    """How many of each kind of thing the members are put together from."""

    names: int
    departments: int
    ciphers: int


def fill(total: int, *, say: Say) -> None:
    """Write that many members of the bodies that may have some, with their history, all or nothing.

    Raises Refused in a database that is neither a demonstration's nor a benchmark's, and where no body may have any.
    """
    require_bench(str(connection.settings_dict["NAME"]))
    with transaction.atomic(), connection.cursor() as cursor:
        given = _give(cursor, total)
        cursor.execute("SELECT coalesce(max(id), 0) FROM member")
        first: int = cursor.fetchone()[0]
        again = _set_aside(cursor)
        for until in _portions(cursor):
            cursor.execute(_statement(), {"first": first, "since": until[0], "until": until[1], **asdict(given)})
            say(f"已写入 {until[1]:,} 名会员")
        cursor.execute("DROP TABLE given_body, given_name, given_number, given_department, given_mobile")
        cursor.execute(CHANGES, [first])
        cursor.execute("SELECT setval(pg_get_serial_sequence('member', 'id'), %s)", [first + total])
        say("正在建立索引……")
        cursor.execute(f"SET LOCAL maintenance_work_mem = '1GB'; {again}")
    say("正在清点……")
    for measure in rules.COUNTED:
        indicators.recount(measure.code, mends=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")


def _set_aside(cursor: CursorWrapper) -> str:
    """Drop what would be kept up row by row until the transaction's end; return the statements that make it again."""
    again = []
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(CONSTRAINTS)
    for table, name, made in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}")
    cursor.execute(INDEXES)
    for name, made in cursor.fetchall():
        cursor.execute(f"DROP INDEX {name}")
        again.append(made)
    for table in ("member", "member_change"):
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        again.append(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return ";".join(reversed(again))  # foreign keys last: they are checked by the indexes


def _statement() -> str:
    """Return what makes a portion."""
    draws = []
    for prime, (name, shares) in zip(PRIMES, SHARES.items(), strict=True):
        values = ",".join(f"'{value}'" for value, share in shares.items() for _ in range(share))
        draws.append(f"(ARRAY[{values}])[1 + chance / {prime} %% 100] AS {name}")
    letters = [f"substr('{codes.ALPHABET}', 1 + (made.id / {31**place} %% 31)::int, 1)" for place in range(6)]
    letters += [
        f"substr('{codes.ALPHABET}', 1 + (chance / {31**place} %% 31)::int, 1)" for place in range(codes.LENGTH - 6)
    ]
    marks = [
        f"CASE WHEN {name} = '' THEN '{{}}' ELSE ARRAY['{name}:' || body || '.' || {name}] END" for name in FILTERED
    ]
    return FILL.format(code=" || ".join(letters), marks=" || ".join(marks), draws=", ".join(draws))


def _give(cursor: CursorWrapper, total: int) -> Given:
    """Lay ready what members are put together from."""
    cursor.execute(GIVEN)
    _copy(cursor, "given_body", _bodies(total))
    cursor.execute("SELECT max(numbered + size) FROM given_body")
    last: int = cursor.fetchone()[0]
    names = _copy(cursor, "given_name", _names())
    _copy(cursor, "given_number", ((place, *_described(rules.printed(place))) for place in range(1, last + 1)))
    departments = _copy(
        cursor, "given_department", ((i, name, *_described(name)) for i, name in enumerate(DEPARTMENTS))
    )
    ciphers = _copy(cursor, "given_mobile", enumerate(_ciphers()))
    return Given(names, departments, ciphers)


def _copy(cursor: CursorWrapper, table: str, rows: Iterable[tuple[object, ...]]) -> int:
    """Write the rows of a table of ours; return how many."""
    ready = list(rows)  # they may be read over the connection that the copy occupies
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in ready:
            copy.write_row(row)
    cursor.execute(f"ANALYZE {table}")
    return len(ready)


def _sizes(total: int, bodies: int) -> Iterator[int]:
    """Give how many members each of the bodies has; the first has most, if there are enough for all."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    weights = [chance.lognormvariate(0, SKEW) for _ in range(bodies)]
    rest = total
    if total > 20 * LARGEST and bodies > 1:
        rest -= LARGEST
        weights = weights[1:]
        yield LARGEST
    whole, passed, given = sum(weights), 0.0, 0
    for weight in weights:
        passed += weight
        until = round(rest * passed / whole)
        yield until - given
        given = until


def _bodies(total: int) -> Iterator[tuple[object, ...]]:
    """Give the bodies that may have members, with how many each gets and how many there are up to it."""
    kinds, states = sorted(WITH_MEMBERS), (Status.PREPARING, Status.CLOSED)
    found = Organisation.objects.filter(kind__in=kinds).exclude(status__in=states).order_by("id")
    rows = list(found.values_list("id", "path", "tier", "territory", Coalesce(Max("members__number"), 0)))
    if not rows:
        raise Refused("没有可以有会员的组织。请先写入组织：kexie synth --organisations 1000。")
    until = 0
    for row, size in zip(rows, _sizes(total, len(rows)), strict=True):
        until += size
        if size:
            yield *row, until, size


def _names() -> Iterator[tuple[object, ...]]:
    words = json.loads((Path(demo.__file__).parent / "words.json").read_text(encoding="utf-8"))
    given = [name for name in words["given"] if len(name) == 2]
    names = (f"{surname}{one[0]}{other[1]}" for surname, one, other in product(words["surnames"], given, given))
    for place, name in enumerate(names):
        key, found = read(name)
        yield place, name, key, *_described(*found)


def _described(*words: str) -> tuple[str, list[str], list[str]]:
    """Return what words contribute to the text that is searched and to a row's terms, those bound to the body apart."""
    text = searched(words)
    pieces = grams(text)
    free = pieces & bound(pieces, "body")
    return text, sorted(free), sorted(pieces - free)


def _ciphers() -> Iterator[str]:
    field = Member._meta.get_field("mobile")
    assert isinstance(field, EncryptedField)  # noqa: S101 - for the types
    for number in range(CIPHERS):
        yield encrypt(f"1990000{number:04}", purpose=field.purpose)


def _portions(cursor: CursorWrapper) -> Iterator[tuple[int, int]]:
    """Give the members' numbers in portions, each from the end of one body to the end of another one."""
    cursor.execute("SELECT until FROM given_body ORDER BY until")
    since = last = 0
    for (until,) in cursor.fetchall():
        if until - since > PORTION and last > since:
            yield since, last
            since = last
        last = until
    yield since, last
