"""A founding as both sides read it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import queries
from kexie.areas.establishment.models import Case, Version
from kexie.core import clock
from kexie.core.requests import Request, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation

ROWS = ("organisation", "body", "host", "applicant")


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a founding: to the preparatory group, and at the desk that reviews it."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    own = Case.objects.of(bodies).filter(code=code).select_related(*ROWS).first()
    reached = Case.objects.where_may(request.actor, "establishment.browse").select_related(*ROWS)
    case = own or get_object_or_404(reached, code=code)
    is_mine = case.applicant_id == request.actor.person
    may_review = request.actor.may("establishment.approve", case.organisation) and not is_mine
    turn = queries.turn(case, clock.today())
    context = {
        "case": case,
        "organisation": case.body if own else case.organisation,
        "is_own": own is not None,
        "turn": turn,
        "bar": queries.bar(case),
        "facts": queries.facts(case),
        "missing": queries.missing(case) if case.is_opening else [],
        "items": queries.items(case),
        "partners": queries.partners(case) if case.is_united else [],
        "sponsors": case.sponsors.all(),
        "reply": getattr(case, "reply", None),
        "certificates": case.body.certificates.all(),
        "steps": case.steps.all(),
        "may_review": may_review and case.is_waiting,
        "is_mine": is_mine,
    }
    return page(request, "establishment/show.html", context)


@never_cache
@login_required
def founding(request: Request, code: str) -> HttpResponse:
    """Lead from a body to its founding; one that was founded elsewhere has none."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    body = get_object_or_404(bodies, code=code)
    if case := Case.objects.of(bodies).filter(body=body).first():
        return moved(request, "establishment:show", case.code)
    return page(request, "establishment/founding.html", {"organisation": body})


@never_cache
@login_required
def version(request: Request, code: str, number: int) -> HttpResponseBase:
    """Give a version of a material: shown in the browser where that is safe, else to be kept (EST-08)."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    own = Version.objects.of(bodies).filter(material__case__code=code, pk=number).select_related("file").first()
    reached = Version.objects.where_may(request.actor, "establishment.browse").filter(material__case__code=code)
    found = own or get_object_or_404(reached.select_related("file"), pk=number)
    return files.served(found.file, inline="keep" not in request.GET)
