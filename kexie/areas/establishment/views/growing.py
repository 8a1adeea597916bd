"""What an informal body has for the next form, and which forms it may choose from (EST-18)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.models import Liaison
from kexie.core.requests import Request, page
from kexie.foundation.organisations.models import Organisation


@never_cache
@login_required
def readiness(request: Request, code: str) -> HttpResponse:
    """Show the checklist for the next form to an informal body, and to a unit that has none."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare").filter(kind__in=rules.INFORMAL)
    own = bodies.filter(code=code).first()
    units = Organisation.objects.where_may(request.actor, "establishment.found")
    body = own or get_object_or_404(units.filter(kind__in=rules.GROWING), code=code)
    unit = queries.unit_of(body)
    may_found = request.actor.may("establishment.found", unit) and unit.closed_on is None
    liaisons = Liaison.objects.of(Organisation.objects.where_may(request.actor, "establishment.found"))
    context = {
        "organisation": body,
        "found": queries.readiness(body, liaisons),
        "may_found": may_found,
        "has_station": not own and rules.has_station(unit.kind),
        "is_joint": body.kind == rules.JOINT,
    }
    return page(request, "establishment/readiness.html", context)
