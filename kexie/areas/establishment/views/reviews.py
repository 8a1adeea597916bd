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
def approve(request: Request, code: str) -> HttpResponse:
    """Approve a founding with a numbered reply."""
    rows = Case.objects.where_may(request.actor, "establishment.approve").select_related(*ROWS)
    case = get_object_or_404(rows, code=code)
    today = clock.today()
    replies = Reply.objects.where_may(request.actor, "establishment.approve")
    last = queries.last_number(replies, case.organisation)
    number = rules.next_number(last, name=case.organisation.called, year=today.year)
    form = forms.Approve(request.POST or None, seen=case.revision, initial={"number": number, "issued_on": today})
    if attempt(request, form, actions.approve, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/approve.html", {**_context(case), "form": form})
