"""How answers in numbers are counted by PostgreSQL, without reading them one by one (FRM-09).

Each of these is a part of a statement whose CTE `source (collection_id, codes, figures, amount)` says which answers are
meant: what waits in the queue, or the answers themselves, each as one. First the values that there are at each place
are counted as they stand; what they mean is read from these few rows, however many answers there are.
"""

from kexie.engines.questionnaires.rules.codebooks import BITS
from kexie.engines.questionnaires.rules.counting import ALL, ANSWERED, RANKS

# `slot` is a place in `codes`, `part` the how manyth of those that a name has.
PLACES = """
given AS (
    SELECT collection_id, slot, value, sum(amount)::bigint AS amount FROM (
        SELECT collection_id, amount, generate_subscripts(codes, 1) AS slot, unnest(codes) AS value FROM source
    ) AS one GROUP BY 1, 2, 3
), places AS (
    SELECT c.id AS collection_id, p.key AS name, p.value ->> 'how' AS how, at.slot::int + 1 AS slot,
        at.part::int AS part, jsonb_array_length(p.value -> 'code') AS parts,
        (SELECT count(*)::int FROM jsonb_object_keys(p.value -> 'choices')) AS size
    FROM collection AS c, jsonb_each(c.codebook -> 'places') AS p,
        jsonb_array_elements_text(p.value -> 'code') WITH ORDINALITY AS at (slot, part)
    WHERE c.id IN (SELECT collection_id FROM given)
), named AS (
    SELECT * FROM given JOIN places USING (collection_id, slot) WHERE value IS NOT NULL
), wide AS (
    SELECT collection_id, name, array_agg(slot) AS slots FROM places WHERE how = 'many' AND parts > 1 GROUP BY 1, 2
)
"""
MEASURES = """
measured AS (
    SELECT collection_id, slot, figure, sum(amount)::bigint AS amount, bool_or(amount > 0) AS is_there FROM (
        SELECT collection_id, amount, generate_subscripts(figures, 1) AS slot, unnest(figures) AS figure FROM source
    ) AS one GROUP BY 1, 2, 3
), measures AS (
    SELECT c.id AS collection_id, p.key AS name, (p.value ->> 'figure')::int + 1 AS slot
    FROM collection AS c, jsonb_each(c.codebook -> 'places') AS p
    WHERE c.id IN (SELECT collection_id FROM measured)
), weighed AS (
    SELECT * FROM measured JOIN measures USING (collection_id, slot) WHERE figure IS NOT NULL
)
"""
# One row for each value of each name; of a small whole number, too, which scores are. Whoever ranks has a first.
CELLS = f"""
cells AS (
    SELECT collection_id, name, value, sum(amount)::bigint AS amount FROM (
        SELECT collection_id, '{ALL}' AS name, 0::bigint AS value, sum(amount)::bigint AS amount FROM source GROUP BY 1
        UNION ALL
        SELECT collection_id, name, value, amount FROM named WHERE how = 'one'
        UNION ALL
        SELECT collection_id, name, {BITS} * (part - 1) + place, amount
        FROM named, generate_series(0, least({BITS}, size - {BITS} * (part - 1)) - 1) AS place
        WHERE how = 'many' AND value >> place & 1 = 1
        UNION ALL
        SELECT collection_id, name, {RANKS} * (part - 1) + value, amount FROM named WHERE how = 'rank'
        UNION ALL
        SELECT collection_id, name, {ANSWERED}, amount FROM named
        WHERE how = 'many' AND parts = 1 OR how = 'rank' AND value = 1
        UNION ALL
        SELECT collection_id, name, {ANSWERED}, amount FROM source JOIN wide USING (collection_id)
        WHERE EXISTS (SELECT FROM unnest(slots) AS slot WHERE codes[slot] IS NOT NULL)
        UNION ALL
        SELECT collection_id, name, figure::bigint, amount FROM weighed
        WHERE figure IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    ) AS valued GROUP BY 1, 2, 3
)
"""  # noqa: S608 - parts of our own statements alone
SUMS = """
sums AS (
    SELECT collection_id, name, sum(amount)::bigint AS number, sum(amount * figure) AS total,
        sum(amount * figure * figure) AS squares,
        min(figure) FILTER (WHERE is_there) AS low, max(figure) FILTER (WHERE is_there) AS high
    FROM weighed GROUP BY 1, 2
)
"""
COUNTED = f"{PLACES}, {MEASURES}, {CELLS}, {SUMS}"
