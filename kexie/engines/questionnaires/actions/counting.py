"""What is counted of answers is kept: folded each minute, or counted anew (FRM-09)."""

from django.db import connection, transaction

from kexie.core.locks import lock_name
from kexie.engines.questionnaires.models import Collection
from kexie.engines.questionnaires.queries.cells import COUNTED, MEASURES

BATCH = 2_000  # deltas that are folded in one transaction
FOLDING = "questionnaires.tallies"
ADD = """
kept AS (
    INSERT INTO response_tally AS t (collection_id, name, value, amount)
    SELECT collection_id, name, value, amount FROM cells WHERE amount <> 0
    ON CONFLICT (collection_id, name, value) DO UPDATE SET amount = t.amount + excluded.amount
), added AS (
    INSERT INTO response_total AS t (collection_id, name, number, total, squares, low, high)
    SELECT collection_id, name, number, total, squares, low, high FROM sums
    ON CONFLICT (collection_id, name) DO UPDATE SET
        number = t.number + excluded.number, total = t.total + excluded.total, squares = t.squares + excluded.squares,
        low = least(t.low, excluded.low), high = greatest(t.high, excluded.high)
)
"""
FOLD = f"""
WITH source AS (
    DELETE FROM response_delta WHERE id IN (SELECT id FROM response_delta LIMIT %s)
    RETURNING collection_id, codes, figures, amount
), {COUNTED}, {ADD}
SELECT (SELECT count(*) FROM source), ARRAY(SELECT DISTINCT collection_id FROM source WHERE amount < 0)
"""  # noqa: S608 - parts of our own statements alone
RECOUNT = f"""
WITH folded AS (
    DELETE FROM response_delta WHERE collection_id = %(collection)s
), source AS (
    SELECT collection_id, codes, figures, 1 AS amount FROM response
    WHERE collection_id = %(collection)s AND NOT is_void
), {COUNTED}, {ADD}
SELECT count(*) FROM source
"""  # noqa: S608 - parts of our own statements alone
# An answer that counts no more may have had the smallest or the greatest figure.
BOUND = f"""
WITH source AS (
    SELECT collection_id, codes, figures, 1 AS amount FROM response WHERE collection_id = %s AND NOT is_void
), {MEASURES}, bounds AS (
    SELECT collection_id, name, min(figure) AS low, max(figure) AS high FROM weighed GROUP BY 1, 2
)
UPDATE response_total AS t SET low = b.low, high = b.high
FROM response_total AS former LEFT JOIN bounds AS b USING (collection_id, name)
WHERE former.id = t.id AND t.collection_id = %s
"""  # noqa: S608 - parts of our own statements alone


def fold() -> int:
    """Add what was changed to the tallies, until nothing is left; return how many deltas."""
    total = 0
    while folded := _fold():
        total += folded
    return total


@transaction.atomic
def _fold() -> int:
    lock_name(FOLDING)
    with connection.cursor() as cursor:
        cursor.execute(FOLD, [BATCH])
        folded: int
        folded, fewer = cursor.fetchone()
        for collection in fewer:
            cursor.execute(BOUND, [collection, collection])
    return folded


@transaction.atomic
def recount(collection: Collection) -> int:
    """Count the answers of a collection anew; return how many count. Whoever answers meanwhile waits for nothing."""
    lock_name(FOLDING)
    collection.tallies.all().delete()
    collection.totals.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"collection": collection.pk})  # one snapshot for the queue and the answers
        counted: int = cursor.fetchone()[0]
    return counted
