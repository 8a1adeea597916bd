"""The pages on which the association decides."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import actions, forms, queries, rules
from kexie.areas.establishment.models import Case, Reply
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation

ROWS = ("organisation", "body", "host", "applicant")


def _context(case: Case) -> dict[str, object]:
    back = reverse("establishment:show", args=[case.code])
    return {"case": case, "organisation": case.organisation, "back": back}


@never_cache
@login_required
def return_(request: Request, code: str) -> HttpResponse:
    """Return a founding item by item."""
    rows = Case.objects.where_may(request.actor, "establishment.approve").select_related(*ROWS)
    case = get_object_or_404(rows, code=code)
    form = forms.Return(request.POST or None, case=case, seen=case.revision)
    if attempt(request, form, actions.return_, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/return_.html", {**_context(case), "form": form})


@never_cache
@login_required
def reject(request: Request, code: str) -> HttpResponse:
    """Refuse a founding."""
    rows = Case.objects.where_may(request.actor, "establishment.approve").select_related(*ROWS)
    case = get_object_or_404(rows, code=code)
    form = forms.Reject(request.POST or None, seen=case.revision)
    if attempt(request, form, actions.reject, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/reject.html", {**_context(case), "form": form})


@never_cache
@login_required
def admit(request: Request, code: str) -> HttpResponse:
    """Register a workstation, or a body that exists already."""
    rows = Case.objects.where_may(request.actor, "establishment.approve").select_related(*ROWS)
    case = get_object_or_404(rows, code=code)
    form = forms.Admit(request.POST or None, seen=case.revision)
    if attempt(request, form, actions.admit, case):
        return moved(request, "establishment:show", code)
    context = {**_context(case), "form": form, "facts": queries.facts(case)}
    return page(request, "establishment/admit.html", context)


@never_cache
@login_required
def approve_many(request: Request, code: str) -> HttpResponse:
    """Approve several foundings together, with numbers that follow one another."""
    reached = Organisation.objects.where_may(request.actor, "establishment.approve")
    desk = get_object_or_404(reached.associations(), code=code)
    rows = (
        Case.objects.where_may(request.actor, "establishment.approve")
        .waiting()
        .filter(organisation=desk, way=rules.Way.FOUNDING)
    )
    waiting = list(rows.exclude(applicant=request.actor.person).select_related(*ROWS).order_by("since")[:200])
    chosen = set(request.GET.getlist("case"))
    form = forms.ApproveMany(
        request.POST or None,
        waiting=waiting,
        initial={
            "cases": [f"{case.code}.{case.revision}" for case in waiting if case.code in chosen],
            **_reply(request, desk),
        },
    )
    if attempt(request, form, actions.approve_many, desk):
        return moved(request, "establishment:browse", code)
    context = {"organisation": desk, "form": form, "back": reverse("establishment:browse", args=[code])}
    return page(request, "establishment/approve_many.html", {**context, "waiting": waiting})


def _reply(request: Request, desk: Organisation) -> dict[str, object]:
    """Return the number and the day that are suggested for a desk's next reply."""
    today = clock.today()
    last = queries.last_number(Reply.objects.where_may(request.actor, "establishment.approve"), desk)
    return {"number": rules.next_number(last, name=desk.called, year=today.year), "issued_on": today}


@never_cache
@login_required
def approve(request: Request, code: str) -> HttpResponse:
    """Approve a founding with a numbered reply."""
    rows = Case.objects.where_may(request.actor, "establishment.approve").select_related(*ROWS)
    case = get_object_or_404(rows, code=code)
    initial = _reply(request, case.organisation)
    form = forms.Approve(request.POST or None, seen=case.revision, initial=initial)
    if attempt(request, form, actions.approve, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/approve.html", {**_context(case), "form": form})
