"""Liaison officers: the page of the unit that names one, and that of the association that confirms."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import actions, forms, rules
from kexie.areas.establishment.models import Liaison
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation

ROWS = ("unit", "organisation")


@never_cache
@login_required
def liaison(request: Request, code: str) -> HttpResponse:
    """Show a unit's liaison officer and the former ones."""
    units = Organisation.objects.where_may(request.actor, "establishment.found")
    unit = get_object_or_404(units, code=code)
    if not rules.has_liaison(unit.kind):
        raise Http404
    rows = Liaison.objects.of(units.filter(pk=unit.pk)).select_related(*ROWS)
    context = {"organisation": unit, "rows": rows, "serving": any(row.ended_on is None for row in rows)}
    return page(request, "establishment/liaison.html", context)


@never_cache
@login_required
def liaise(request: Request, code: str) -> HttpResponse:
    """Name a unit's liaison officer."""
    units = Organisation.objects.where_may(request.actor, "establishment.found").live()
    unit = get_object_or_404(units, code=code)
    if not rules.has_liaison(unit.kind):
        raise Http404
    form = forms.Liaise(request.POST or None)
    if attempt(request, form, actions.liaise, unit):
        return moved(request, "establishment:liaison", code)
    back = reverse("establishment:liaison", args=[code])
    return page(request, "establishment/liaise.html", {"organisation": unit, "form": form, "back": back})


@never_cache
@login_required
def liaisons(request: Request, code: str) -> HttpResponse:
    """Show the liaison officers whom an association confirms."""
    reached = Organisation.objects.where_may(request.actor, "establishment.confirm")
    body = get_object_or_404(reached.filter(kind__in=rules.CONFIRMING), code=code)
    rows = Liaison.objects.where_may(request.actor, "establishment.confirm").filter(organisation=body).serving()
    found = rows.select_related("unit").order_by("-confirmed_on", "-id")[:500]
    return page(request, "establishment/liaisons.html", {"organisation": body, "rows": found})


@never_cache
@login_required
def confirm(request: Request, code: str, number: int) -> HttpResponse:
    """Confirm a liaison officer."""
    rows = Liaison.objects.where_may(request.actor, "establishment.confirm").filter(organisation__code=code)
    row = get_object_or_404(rows.select_related(*ROWS), pk=number)
    form = forms.Confirm(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.confirm, row):
        return moved(request, "establishment:liaisons", code)
    back = reverse("establishment:liaisons", args=[code])
    context = {"organisation": row.organisation, "form": form, "row": row, "back": back}
    return page(request, "establishment/confirm.html", context)


@never_cache
@login_required
def release(request: Request, code: str, number: int) -> HttpResponse:
    """End a liaison officer's service, from either side."""
    units = Organisation.objects.where_may(request.actor, "establishment.found").filter(code=code)
    own = Liaison.objects.of(units).filter(pk=number).select_related(*ROWS).first()
    reached = Liaison.objects.where_may(request.actor, "establishment.confirm").filter(organisation__code=code)
    row = own or get_object_or_404(reached.select_related(*ROWS), pk=number)
    form = forms.Release(request.POST or None, seen=row.revision)
    where = "establishment:liaison" if own else "establishment:liaisons"
    if attempt(request, form, actions.release, row):
        return moved(request, where, code)
    organisation = row.unit if own else row.organisation
    context = {"organisation": organisation, "form": form, "row": row, "back": reverse(where, args=[code])}
    return page(request, "establishment/release.html", context)
