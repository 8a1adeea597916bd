"""How answers in numbers are counted by PostgreSQL, without reading them one by one (FRM-09).

Each of these is a part of a statement whose CTE `source (collection_id, codes, figures, amount)` says which answers are
meant: what waits in the queue, or the answers themselves, each as one.
"""

from kexie.engines.questionnaires.rules.codebooks import BITS
from kexie.engines.questionnaires.rules.counting import ALL, ANSWERED, RANKS

PLACES = """
places AS (
    SELECT c.id AS collection_id, p.key AS name, p.value ->> 'how' AS how, (p.value ->> 'figure')::int + 1 AS figure,
        ARRAY(
            SELECT code::int + 1 FROM jsonb_array_elements_text(p.value -> 'code') WITH ORDINALITY AS one (code, part)
            ORDER BY part
        ) AS at,
        (SELECT count(*)::int FROM jsonb_object_keys(p.value -> 'choices')) AS size
    FROM collection AS c, jsonb_each(c.codebook -> 'places') AS p
    WHERE c.id IN (SELECT collection_id FROM source)
)
"""
# One row for each value of each place; of a small whole number, too, which scores are.
CELLS = f"""
cells AS (
    SELECT collection_id, name, value, sum(amount)::bigint AS amount FROM (
        SELECT collection_id, '{ALL}' AS name, 0::bigint AS value, amount FROM source
        UNION ALL
        SELECT collection_id, name, codes[at[1]], amount FROM source JOIN places USING (collection_id)
        WHERE how = 'one' AND codes[at[1]] IS NOT NULL
        UNION ALL
        SELECT collection_id, name, {BITS} * (part - 1) + place, amount FROM source JOIN places USING (collection_id),
            generate_subscripts(at, 1) AS part,
            generate_series(0, least({BITS}, size - {BITS} * (part - 1)) - 1) AS place
        WHERE how = 'many' AND codes[at[part]] >> place & 1 = 1
        UNION ALL
        SELECT collection_id, name, {RANKS} * (part - 1) + codes[at[part]], amount
        FROM source JOIN places USING (collection_id), generate_subscripts(at, 1) AS part
        WHERE how = 'rank' AND codes[at[part]] IS NOT NULL
        UNION ALL
        SELECT collection_id, name, {ANSWERED}, amount FROM source JOIN places USING (collection_id)
        WHERE how IN ('many', 'rank') AND EXISTS (SELECT FROM unnest(at) AS one WHERE codes[one] IS NOT NULL)
        UNION ALL
        SELECT collection_id, name, figures[figure]::bigint, amount FROM source JOIN places USING (collection_id)
        WHERE figures[figure] IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    ) AS valued GROUP BY 1, 2, 3
)
"""  # noqa: S608 - parts of our own statements alone
SUMS = """
sums AS (
    SELECT collection_id, name, sum(amount)::bigint AS number, sum(amount * figures[figure]) AS total,
        sum(amount * figures[figure] * figures[figure]) AS squares,
        min(figures[figure]) FILTER (WHERE amount > 0) AS low, max(figures[figure]) FILTER (WHERE amount > 0) AS high
    FROM source JOIN places USING (collection_id) WHERE figures[figure] IS NOT NULL GROUP BY 1, 2
)
"""
