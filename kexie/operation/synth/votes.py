"""Votes in any number on a poll of twenty choices; PostgreSQL makes them by itself."""

from django.db import connection, transaction

from kexie.areas.gatherings.queries import collection
from kexie.areas.polls import actions
from kexie.areas.polls.models import Poll
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions as questionnaires
from kexie.foundation.organisations.models import Organisation
from kexie.operation.synth import Refused, Say, require_bench

BY = Actor.platform("合成数据")
TITLE = "合成数据：二十个候选项的投票"
CHOICES, NETWORKS = 20, 5_000
FILL = """
INSERT INTO response (
    id, collection_id, version_id, answers, personal, codes, figures, submitted_at, origin, is_void, void_reason,
    revision
)
SELECT gen_random_uuid(), %(collection)s, %(version)s, jsonb_build_object('vote', 'a' || code + 1), '', ARRAY[code],
    '{}', now() - vote * interval '1 second', lpad(to_hex(network), 16, '0'), false, '', 0
FROM generate_series(1, %(total)s) AS vote,
    LATERAL (SELECT (hashint8extended(vote, 1) & 1073741823) %% %(choices)s) AS c (code),
    LATERAL (SELECT (hashint8extended(vote, 2) & 1073741823) %% %(networks)s) AS n (network)
"""


def fill(total: int, *, say: Say) -> Poll:
    """Write a poll that runs, with that many votes; raises Refused as `kexie synth` does elsewhere."""
    require_bench(str(connection.settings_dict["NAME"]))
    body = Organisation.objects.live().associations().order_by("id").first()
    if body is None:
        raise Refused("没有可以办投票的科协。请先写入组织：kexie synth --organisations 1000。")
    choices = [{"key": f"a{at}", "label": f"候选项 {at}"} for at in range(1, CHOICES + 1)]
    item = {"key": "vote", "kind": "single", "label": "请投票", "is_required": True, "choices": choices}
    with transaction.atomic(), connection.cursor() as cursor:
        made = actions.add(body, draft={"title": TITLE, "items": [item]}, by=BY)
        poll = actions.publish(made, audience="link", ranking="live", seen=made.revision, by=BY)
        held = collection(poll)
        given = {"collection": held.pk, "version": held.version_id, "total": total}
        cursor.execute("SET LOCAL kexie.shuffling = 'on'")  # counted at once below, not row by row
        cursor.execute(FILL, given | {"choices": CHOICES, "networks": NETWORKS})
        cursor.execute("SET LOCAL kexie.shuffling = 'off'")
        say(f"已写入 {total:,} 票，正在清点……")
        questionnaires.recount(held)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
    return poll
