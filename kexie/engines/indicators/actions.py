"""Loading known figures; keeping what is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from kexie.core.actors import Actor
from kexie.core.locks import lock_name
from kexie.engines.indicators.models import Figure
from kexie.foundation.records.actions import record

BATCH = 20_000  # deltas that are folded in one transaction
FOLDING = "indicators.rollups"
# A path is made of steps of seven hexadecimal digits, each the number of an association (organisations).
NODES = """generate_series(1, length(path), 7) AS step,
    LATERAL (SELECT ('x' || substr(path, step, 7))::bit(28)::int) AS n (node)
"""
FOLD = """
WITH taken AS (
    DELETE FROM delta WHERE id IN (SELECT id FROM delta ORDER BY id LIMIT %s) RETURNING measure, path, facets, amount
), summed AS (
    SELECT measure, path, facet, sum(amount) AS amount FROM taken, unnest(facets) AS facet GROUP BY 1, 2, 3
), placed AS (
    SELECT measure, node, facet, sum(amount) AS amount FROM summed, {nodes} GROUP BY 1, 2, 3
), added AS (
    INSERT INTO rollup AS kept (measure, node_id, facet, amount)
    SELECT measure, node, facet, amount FROM placed WHERE amount <> 0 AND node IN (SELECT id FROM organisation)
    ON CONFLICT (measure, node_id, facet) DO UPDATE SET amount = kept.amount + excluded.amount
)
SELECT count(*) FROM taken
"""
# What stands there and what is still to be added, beside what a count of the rows gives: in one snapshot.
LIVE = """
pending AS (
    SELECT path, facet, sum(amount) AS amount FROM delta, unnest(facets) AS facet
    WHERE measure = %(measure)s GROUP BY 1, 2
), kept AS (
    SELECT node, facet, sum(amount) AS amount FROM (
        SELECT node_id AS node, facet, amount FROM rollup WHERE measure = %(measure)s
        UNION ALL SELECT node, facet, amount FROM pending, {nodes}
    ) AS both_parts GROUP BY 1, 2 HAVING sum(amount) <> 0
), counted AS (
    SELECT path, facet, count(*) AS amount FROM {view}, unnest(facets) AS facet GROUP BY 1, 2
), live AS (
    SELECT node, facet, sum(amount) AS amount FROM counted, {nodes} GROUP BY 1, 2
)
"""
COMPARE = """
SELECT count(live.node), count(*) FILTER (WHERE live.amount IS DISTINCT FROM kept.amount)
FROM live FULL JOIN kept USING (node, facet)
"""
REPLACE = """
, folded AS (DELETE FROM delta WHERE measure = %(measure)s),
gone AS (
    DELETE FROM rollup AS r WHERE measure = %(measure)s
        AND NOT EXISTS (SELECT FROM live WHERE live.node = r.node_id AND live.facet = r.facet)
), written AS (
    INSERT INTO rollup AS r (measure, node_id, facet, amount) SELECT %(measure)s, node, facet, amount FROM live
    ON CONFLICT (measure, node_id, facet) DO UPDATE SET amount = excluded.amount WHERE r.amount <> excluded.amount
)
"""


@dataclass(frozen=True)
class Compared:
    """How many figures of a measure there are, and how many of them were not what a count of the rows gives."""

    figures: int
    wrong: int


def fold() -> int:
    """Add what was changed to the rollups, until nothing is left; return how many deltas (STA-11)."""
    total = 0
    while folded := _fold():
        total += folded
    return total


@transaction.atomic
def _fold() -> int:
    lock_name(FOLDING)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(FOLD).format(nodes=sql.SQL(NODES)), [BATCH])
        folded: int = cursor.fetchone()[0]
    return folded


@transaction.atomic
def recount(measure: str, *, mends: bool) -> Compared:
    """Count the rows of a measure anew and compare; what is wrong is replaced where `mends` (STA-10).

    Whoever writes meanwhile waits for nothing, and is counted afterwards.
    """
    lock_name(FOLDING)
    given = {"nodes": sql.SQL(NODES), "view": sql.Identifier(f"{measure}_counted")}
    with connection.cursor() as cursor:
        statement = "WITH " + LIVE + (REPLACE if mends else "") + COMPARE
        cursor.execute(sql.SQL(statement).format(**given), {"measure": measure})
        return Compared(*cursor.fetchone())


@transaction.atomic
def load(figures: Iterable[Mapping[str, Any]], *, by: Actor) -> int:
    """Register known figures that are missing; return how many were new."""
    before = Figure.objects.count()
    Figure.objects.bulk_create(
        [
            Figure(
                indicator=row["indicator"],
                region_id=row.get("region"),
                year=row.get("year"),
                value=row["value"],
                is_approximate=row.get("approximate", False),
                wording=row.get("wording", ""),
                source=row["source"],
            )
            for row in figures
        ],
        ignore_conflicts=True,
    )
    new = Figure.objects.count() - before
    if new and (first := Figure.objects.first()):
        record("indicators.load", first, by=by, after={"new": new})
    return new
