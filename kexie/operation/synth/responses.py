"""Answers in any number to a survey of sixty questions; PostgreSQL makes them by itself."""

from typing import Any

from django.db import connection, transaction

from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation
from kexie.operation.synth import Refused, Say, require_bench

BY = Actor.platform("合成数据")
TITLE = "合成数据：六十道题的问卷"
SINGLES, MULTIPLES, RATINGS, NUMBERS, SCORES, TEXTS = 30, 10, 10, 5, 3, 2
CHOICES, MANY = 5, 8
# `draw (answer, question)` is the same in every run. The places of the codebook are those of the questions' order.
FILL = """
CREATE FUNCTION pg_temp.draw(answer bigint, question int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT hashint8extended(answer, question) & 4611686018427387903
$$;
INSERT INTO response (
    id, collection_id, version_id, answers, personal, codes, figures, submitted_at, is_void, void_reason, revision
)
SELECT gen_random_uuid(), %(collection)s, %(version)s, singles.said || multiples.said || figures.said || texts.said, '',
    singles.codes || multiples.codes, figures.figures, now() - answer * interval '7 seconds', false, '', 0
FROM generate_series(1, %(total)s) AS answer, LATERAL (
    SELECT array_agg(code ORDER BY place) AS codes, jsonb_object_agg('s' || place, 'a' || code + 1) AS said
    FROM generate_series(1, %(singles)s) AS place,
        LATERAL (SELECT pg_temp.draw(answer, place) %% %(choices)s) AS d (code)
) AS singles, LATERAL (
    SELECT array_agg(code ORDER BY place) AS codes, jsonb_object_agg('m' || place, (
        SELECT jsonb_agg('a' || bit + 1) FROM generate_series(0, %(many)s - 1) AS bit WHERE code >> bit & 1 = 1
    )) AS said
    FROM generate_series(1, %(multiples)s) AS place,
        LATERAL (SELECT 1 + pg_temp.draw(answer, 100 + place) %% ((1 << %(many)s) - 1)) AS d (code)
) AS multiples, LATERAL (
    SELECT array_agg(figure::numeric ORDER BY place) AS figures, jsonb_object_agg('f' || place, figure::text) AS said
    FROM generate_series(1, %(figures)s) AS place, LATERAL (SELECT CASE
        WHEN place <= %(ratings)s THEN 1 + pg_temp.draw(answer, 200 + place) %% 5
        WHEN place <= %(figures)s - %(scores)s THEN pg_temp.draw(answer, 200 + place) %% 5000
        ELSE pg_temp.draw(answer, 200 + place) %% 11 END
    ) AS d (figure)
) AS figures, LATERAL (
    SELECT jsonb_object_agg('t' || place, '合成的建议第 ' || pg_temp.draw(answer, 300 + place) %% 9000 || ' 条') AS said
    FROM generate_series(1, %(texts)s) AS place
) AS texts
"""


def fill(total: int, *, say: Say) -> Survey:
    """Write a survey that runs, with that many answers; raises Refused as `kexie synth` does elsewhere."""
    require_bench(str(connection.settings_dict["NAME"]))
    body = Organisation.objects.live().associations().order_by("id").first()
    if body is None:
        raise Refused("没有可以做问卷调查的科协。请先写入组织：kexie synth --organisations 1000。")
    with transaction.atomic(), connection.cursor() as cursor:
        made = actions.add(body, draft={"schema": 1, "title": TITLE, "items": _items()}, by=BY)
        survey = actions.publish(made, audience="link", once=Once.NOBODY, seen=made.revision, by=BY)
        collection = survey.collection
        if collection is None:
            raise Refused("问卷没有发布。")
        given = {"collection": collection.pk, "version": collection.version_id, "total": total}
        given |= {"singles": SINGLES, "multiples": MULTIPLES, "ratings": RATINGS, "scores": SCORES, "texts": TEXTS}
        given |= {"choices": CHOICES, "many": MANY, "figures": RATINGS + NUMBERS + SCORES}
        cursor.execute("SET LOCAL kexie.shuffling = 'on'")  # counted at once below, not row by row
        cursor.execute(FILL, given)
        cursor.execute("SET LOCAL kexie.shuffling = 'off'")
        say(f"已写入 {total:,} 份答卷，正在清点……")
        questionnaires.recount(collection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
    return survey


def _items() -> list[dict[str, Any]]:
    """Return sixty questions."""
    asked = [
        *(("s", "single", CHOICES, SINGLES), ("m", "multiple", MANY, MULTIPLES)),
        *(("f", "rating", 0, RATINGS), ("f", "number", 0, NUMBERS), ("f", "nps", 0, SCORES)),
        ("t", "paragraph", 0, TEXTS),
    ]
    items: list[dict[str, Any]] = []
    for letter, kind, choices, number in asked:
        first = sum(item["key"].startswith(letter) for item in items) + 1
        for place in range(first, first + number):
            listed = [{"key": f"a{at}", "label": f"选项{at}"} for at in range(1, choices + 1)]
            item = {"key": f"{letter}{place}", "kind": kind, "label": f"合成的题目{letter}{place}"}
            items.append(item | ({"choices": listed} if listed else {}))
    return items
