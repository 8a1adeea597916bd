"""A workstation's workbench for its six tasks, and the list of the association that answers (EST-20)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import actions, forms, rules
from kexie.areas.establishment.models import Voice
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation

SHOWN = 200


@never_cache
@login_required
def duties(request: Request, code: str) -> HttpResponse:
    """Show a workstation its six tasks with what there is for each, and what it forwarded."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare").filter(kind=rules.WORKSTATION)
    station = get_object_or_404(bodies.select_related("superior"), code=code)
    rows = Voice.objects.of(bodies.filter(pk=station.pk))[:SHOWN]
    return page(request, "establishment/duties.html", {"organisation": station, "rows": rows})


@never_cache
@login_required
def forward(request: Request, code: str) -> HttpResponse:
    """Forward something to the association above."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare").filter(kind=rules.WORKSTATION)
    station = get_object_or_404(bodies.live().select_related("superior"), code=code)
    chosen = request.GET.get("kind", "")
    form = forms.Forward(request.POST or None, initial={"kind": chosen if chosen in rules.VOICE_LABELS else ""})
    if attempt(request, form, actions.forward, station):
        return moved(request, "establishment:duties", code)
    back = reverse("establishment:duties", args=[code])
    return page(request, "establishment/forward.html", {"organisation": station, "form": form, "back": back})


@never_cache
@login_required
def voices(request: Request, code: str) -> HttpResponse:
    """Show an association what workstations forwarded to it, what waits first."""
    reached = Organisation.objects.where_may(request.actor, "establishment.answer")
    body = get_object_or_404(reached.associations(), code=code)
    rows = Voice.objects.where_may(request.actor, "establishment.answer").filter(organisation=body)
    found = rows.select_related("body").order_by("-answered_on", "-id")[:SHOWN]
    return page(request, "establishment/voices.html", {"organisation": body, "rows": found})


@never_cache
@login_required
def answer(request: Request, code: str, number: int) -> HttpResponse:
    """Answer a workstation."""
    rows = Voice.objects.where_may(request.actor, "establishment.answer").filter(organisation__code=code)
    row = get_object_or_404(rows.select_related("body", "organisation"), pk=number)
    form = forms.Answer(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.answer, row):
        return moved(request, "establishment:voices", code)
    back = reverse("establishment:voices", args=[code])
    context = {"organisation": row.organisation, "form": form, "row": row, "back": back}
    return page(request, "establishment/answer.html", context)
