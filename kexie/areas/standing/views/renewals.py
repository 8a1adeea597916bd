"""The congress that elects a body's next committee, and its report."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.charters.rules import CHARTERED
from kexie.areas.standing import actions, forms
from kexie.areas.standing.models import Renewal
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation


@never_cache
@login_required
def renew(request: Request, code: str) -> HttpResponse:
    """Enter the congress that elected the next committee (EST-14)."""
    bodies = Organisation.objects.where_may(request.actor, "standing.manage").live()
    body = get_object_or_404(bodies.filter(kind__in=CHARTERED), code=code)
    last = body.terms_of_office.first()
    form = forms.Renew(request.POST or None, initial={"number": last.number + 1 if last else None})
    if attempt(request, form, actions.renew, body):
        return moved(request, "standing:standing", code)
    context = {"organisation": body, "form": form, "term": last, "back": reverse("standing:standing", args=[code])}
    return page(request, "standing/renew.html", context)


@never_cache
@login_required
def report(request: Request, code: str) -> HttpResponse:
    """Report what the congress elected (EST-14, G25)."""
    rows = Renewal.objects.where_may(request.actor, "standing.manage").select_related("organisation", "term")
    renewal = get_object_or_404(rows, code=code)
    form = forms.Report(request.POST or None, request.FILES or None, seen=renewal.revision)
    body = renewal.organisation
    if attempt(request, form, actions.report, renewal):
        return moved(request, "standing:standing", body.code)
    back = reverse("standing:standing", args=[body.code])
    context = {"organisation": body, "form": form, "renewal": renewal, "back": back}
    return page(request, "standing/report.html", context)


@never_cache
@login_required
def result(request: Request, code: str) -> HttpResponseBase:
    """Give the result that was reported, to both sides."""
    bodies = Organisation.objects.where_may(request.actor, "standing.manage")
    own = Renewal.objects.of(bodies).filter(code=code).select_related("result").first()
    reached = Renewal.objects.where_may(request.actor, "standing.browse").select_related("result")
    renewal = own or get_object_or_404(reached, code=code)
    if renewal.result is None:
        raise Http404
    return files.served(renewal.result, inline=True)
