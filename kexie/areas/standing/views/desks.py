"""The association's desk for changes and ends of bodies, what it decides and what it sets for its place."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory.queries.managing import way
from kexie.areas.standing import actions, forms, queries, rules
from kexie.areas.standing.models import Petition, Policy
from kexie.areas.standing.rules import What
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation

ROWS = ("organisation", "body", "body__superior", "body__public_page", "applicant", "former_desk")


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """Show the desk of an association for changes and ends (EST-11, EST-13)."""
    reached = Organisation.objects.where_may(request.actor, "standing.browse")
    body = get_object_or_404(reached.associations(), code=code)
    rows = Petition.objects.where_may(request.actor, "standing.browse")
    found = queries.desk(rows, body, forms.Browse(request.GET).filters)
    context = {
        "organisation": body,
        "found": found,
        "way": way(reached, body),
        "may_review": request.actor.may("standing.review", body),
        "may_configure": request.actor.may("standing.configure", body),
    }
    return page(request, "standing/browse.html", context)


def _context(petition: Petition) -> dict[str, object]:
    what = What(petition.what)
    return {
        "petition": petition,
        "organisation": petition.organisation,
        "label": rules.PETITION_LABELS[what],
        "is_forwarding": what == What.SUPERIOR and petition.stage != rules.Stage.FORWARDED,
        "back": reverse("standing:show", args=[petition.code]),
    }


@never_cache
@login_required
def approve(request: Request, code: str) -> HttpResponse:
    """Approve a petition and do what it asks for."""
    rows = Petition.objects.where_may(request.actor, "standing.review").select_related(*ROWS)
    petition = get_object_or_404(rows, code=code)
    form = forms.Approve(request.POST or None, seen=petition.revision)
    context = _context(petition)
    if attempt(request, form, actions.approve, petition):
        return moved(request, "standing:show", code)
    return page(request, "standing/approve.html", {**context, "form": form})


@never_cache
@login_required
def return_(request: Request, code: str) -> HttpResponse:
    """Return a petition."""
    rows = Petition.objects.where_may(request.actor, "standing.review").select_related(*ROWS)
    petition = get_object_or_404(rows, code=code)
    form = forms.Return(request.POST or None, seen=petition.revision)
    if attempt(request, form, actions.return_, petition):
        return moved(request, "standing:show", code)
    return page(request, "standing/return_.html", {**_context(petition), "form": form})


@never_cache
@login_required
def reject(request: Request, code: str) -> HttpResponse:
    """Refuse a petition."""
    rows = Petition.objects.where_may(request.actor, "standing.review").select_related(*ROWS)
    petition = get_object_or_404(rows, code=code)
    form = forms.Reject(request.POST or None, seen=petition.revision)
    if attempt(request, form, actions.reject, petition):
        return moved(request, "standing:show", code)
    return page(request, "standing/reject.html", {**_context(petition), "form": form})


@never_cache
@login_required
def change_policy(request: Request, code: str) -> HttpResponse:
    """Set which changes a place reviews (EST-11)."""
    rows = Organisation.objects.where_may(request.actor, "standing.configure")
    body = get_object_or_404(rows.associations().live(), code=code)
    own, inherits = queries.own_terms(Policy.objects.of(body), body)
    seen = own.revision if own else 0
    initial = forms.ChangePolicy.initial_of(own, inherits)
    form = forms.ChangePolicy(request.POST or None, inherits=inherits, seen=seen, initial=initial)
    if attempt(request, form, actions.change_policy, body):
        return moved(request, "standing:browse", code)
    back = reverse("standing:browse", args=[code])
    return page(request, "standing/change_policy.html", {"organisation": body, "form": form, "back": back})
