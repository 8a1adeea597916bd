"""How many bodies there are where."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet

CORPS = "corps"
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
    bodies = Organisation.objects.live()
    founded = bodies.exclude(status=rules.Status.PREPARING)
    corps = bodies.associations().filter(level=rules.Level.PROVINCIAL, region=None).first()
    within = founded.under(corps) if corps else founded.none()
    return Registered(
        live=_by_region(founded) | {(CORPS, listed): count for listed, count in _by_list(within)},
        shown=_by_region(bodies.published()),
    )


def _by_region(bodies: OrganisationQuerySet) -> dict[tuple[str, str], int]:
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    for code, listed, count in bodies.order_by().values_list("region", "listing").annotate(count=Count("id")):
        for place in {"", f"{code[:2]}0000", f"{code[:4]}00", code} if code else {""}:
            numbers[place, listed] += count
    return dict(numbers)


def _by_list(bodies: OrganisationQuerySet) -> list[tuple[str, int]]:
    return list(bodies.order_by().values_list("listing").annotate(count=Count("id")))
