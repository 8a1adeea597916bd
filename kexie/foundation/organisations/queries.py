"""How many bodies there are where, how common their terms are, and what a body to be registered is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, Q, QuerySet

from kexie.core import clock
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.models import Record
from kexie.foundation.regions.models import Region

CORPS = "corps"
NEWS = timedelta(days=30)  # for so long a body is told what others did to it
Numbers = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Registered:
    """Numbers of bodies by `(region code, list)`: all that live, and those with a public page.

    The code `""` is the nation, `corps` the Production and Construction Corps, whose bodies are in Xinjiang's too.
    """

    live: Numbers
    shown: Numbers

    def number(self, code: str, listed: str) -> int:
        """Return how many bodies of a list live in a region."""
        return self.live.get((code, listed), 0)

    def public(self, code: str, listed: str) -> int:
        """Return how many of them have a public page."""
        return self.shown.get((code, listed), 0)


def registered() -> Registered:
    """Count the bodies that live, by list and region (ORG-01); those in preparation are not founded yet."""
    bodies = Organisation.objects.live().order_by()
    founded, public = ~Q(status=rules.Status.PREPARING), Q(is_public=True)
    live: dict[tuple[str, str], int] = defaultdict(int)
    shown: dict[tuple[str, str], int] = defaultdict(int)
    counted = bodies.values_list("region", "listing").annotate(
        live=Count("listing", filter=founded), shown=Count("listing", filter=public)
    )
    for code, listed, lives, shows in counted:
        for place in {"", f"{code[:2]}0000", f"{code[:4]}00", code} if code else {""}:
            live[place, listed] += lives
            shown[place, listed] += shows
    corps = bodies.associations().filter(level=rules.Level.PROVINCIAL, region=None).first()
    if corps is not None:
        within = bodies.under(corps).filter(founded).values_list("listing").annotate(count=Count("*"))
        live |= {(CORPS, listed): count for listed, count in within}
    return Registered(live=live, shown=shown)


@dataclass(frozen=True)
class Shares:
    """Which share of all bodies has each of the commonest terms, by the database's own statistics."""

    common: Mapping[str, float]

    def rarest(self, terms: Iterable[str]) -> float:
        """Return the share of the rarest of these terms; a term without statistics is as rare as the last with them."""
        least = min(self.common.values(), default=0)
        return min((self.common.get(term, least) for term in terms), default=1)


def shares(table: str = "organisation") -> Shares:
    """Return how common terms are in a table's column `terms`."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT unnest(most_common_elems::text::text[]), unnest(most_common_elem_freqs) FROM pg_stats
            WHERE schemaname = current_schema() AND tablename = %s AND attname = 'terms'
            """,
            [table],
        )
        return Shares({term: share for term, share in cursor.fetchall() if term is not None})


def history(body: Organisation, count: int, *others: str) -> list[Record]:
    """Return what happened to a body last, the newest first: also what was done to its parts, posts and relations.

    `others` are deeds of other apps that belong to it.
    """
    own = Q(what__startswith="organisations.") | Q(what__in=others)
    found = Record.objects.filter(own, organisation=body.pk)
    return list(found.order_by("-at", "-id")[:count])


def news(bodies: Iterable[Organisation], *what: str) -> QuerySet[Record]:
    """Return what happened to these bodies of late, done by somebody else's hand in another body (ORG-05b, ORG-06)."""
    since = clock.now() - NEWS
    numbers = [body.pk for body in bodies]
    return Record.objects.filter(organisation__in=numbers, what__in=what, at__gte=since).order_by("-at", "-id")


@dataclass(frozen=True)
class Adding:
    """A body to be registered; `host` is one that is there, or the place in the list of one that comes with it."""

    superior: Organisation
    kind: str
    name: str
    region: Region
    short_name: str = ""
    status: str = rules.Status.ACTIVE
    uscc: str | None = None
    founded_on: date | None = None
    host: Organisation | int | None = None
