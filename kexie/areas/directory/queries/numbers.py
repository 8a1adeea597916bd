"""How many bodies there are where, counted at most once a minute."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count, QuerySet

from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation

FRESH = 60  # seconds for which counts of the public pages may be old


Kept = TypeVar("Kept")


def kept(name: str, make: Callable[[], Kept]) -> Kept:
    """Return a value from this process's memory, made again after a minute."""
    value: Kept | None = cache.get(name)
    if value is None:
        value = make()
        cache.set(name, value, FRESH)
    return value


CORPS = "corps"


@dataclass(frozen=True)
class Registered:
    """Numbers of bodies on the platform: `(region code, listing)` → all that live, and those with a public page."""

    live: Mapping[tuple[str, str], int]
    shown: Mapping[tuple[str, str], int]

    def number(self, code: str, listed: str = "") -> int:
        """Return how many bodies live in a region (`""` is the nation, `corps` the Corps), of one list or of all three."""
        return _sum(self.live, code, listed)

    def public(self, code: str, listed: str = "") -> int:
        """Return how many of them have a public page."""
        return _sum(self.shown, code, listed)


def _sum(numbers: Mapping[tuple[str, str], int], code: str, listed: str) -> int:
    return sum(numbers.get((code, item), 0) for item in ([listed] if listed else rules.Listing))


def registered() -> Registered:
    """Count the grassroots bodies that live, by list and region; the Corps' own also apart (ORG-01).

    Bodies in preparation are not counted: they are not founded yet.
    """

    def make() -> Registered:
        bodies = Organisation.objects.live().exclude(listing="").exclude(status=rules.Status.PREPARING)
        corps = Organisation.objects.associations().filter(level=rules.Level.PROVINCIAL, region=None).first()
        within_corps = bodies.under(corps) if corps else bodies.none()
        shown = bodies.published()
        return Registered(
            live=_by_region(bodies) | _of_corps(within_corps),
            shown=_by_region(shown) | _of_corps(within_corps.published()),
        )

    return kept("directory.registered", make)


def _by_region(bodies: QuerySet[Organisation]) -> dict[tuple[str, str], int]:
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    for code, listed, count in bodies.order_by().values_list("region", "listing").annotate(count=Count("id")):
        for place in {"", f"{code[:2]}0000", f"{code[:4]}00", code} if code else {""}:
            numbers[place, listed] += count
    return dict(numbers)


def _of_corps(bodies: QuerySet[Organisation]) -> dict[tuple[str, str], int]:
    counted = bodies.order_by().values_list("listing").annotate(count=Count("id"))
    return {(CORPS, listed): count for listed, count in counted}
