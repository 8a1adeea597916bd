"""Once a day, and once a week, what somebody has not read goes out in one letter."""

import json

from django.db import connection, transaction

from kexie.core import clock
from kexie.engines.notices import queries, rules
from kexie.engines.notices.models import Delivery
from kexie.engines.notices.rules import Cadence, Channel

# One row for each person with something unread, unless there is one already: however many workers ask.
GATHER = """
INSERT INTO delivery (person_id, channel, cadence, until, state, attempts, answer, due_at, changed_at)
SELECT DISTINCT notice.person_id, 'email', %(cadence)s, %(until)s::timestamptz, 'queued', 0, '', now(), now()
FROM notice
JOIN person ON person.id = notice.person_id AND person.email <> '' AND person.is_active
LEFT JOIN preference ON preference.person_id = notice.person_id AND preference.kind = notice.kind
WHERE notice.read_at IS NULL AND notice.at >= %(since)s AND notice.at < %(until)s
  AND COALESCE(preference.email, %(usual)s::jsonb ->> notice.kind, %(other)s) = %(cadence)s
  AND NOT EXISTS (SELECT FROM delivery WHERE delivery.notice_id = notice.id)
  AND NOT EXISTS (
    SELECT FROM delivery AS former
    WHERE former.person_id = notice.person_id AND former.cadence = %(cadence)s AND former.until > notice.at
  )
ON CONFLICT DO NOTHING
"""


def gather() -> int:
    """Prepare the digests whose time is over, daily and weekly ones; return how many."""
    if Channel.EMAIL not in queries.channels():
        return 0
    return sum(_gather(cadence) for cadence in rules.DIGEST_BACK)


@transaction.atomic
def _gather(cadence: Cadence) -> int:
    until = rules.digest_until(clock.now(), cadence)
    if Delivery.objects.filter(cadence=cadence, until=until).exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            GATHER,
            {
                "cadence": cadence.value,
                "until": until,
                "since": until - rules.DIGEST_BACK[cadence],
                "usual": json.dumps({name: kind.cadence for name, kind in queries.kinds().items()}),
                "other": rules.OTHER.cadence.value,
            },
        )
        return int(cursor.rowcount)
