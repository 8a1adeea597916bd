"""The review desk of an association, and what it sets for its place."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory.queries.managing import way
from kexie.areas.establishment import actions, forms, queries, rules
from kexie.areas.establishment.models import Case, Procedure, Seal
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import KINDS


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """Show the review desk of an association, queue by queue (EST-07, H65)."""
    reached = Organisation.objects.where_may(request.actor, "establishment.browse")
    body = get_object_or_404(reached.associations(), code=code)
    cases = Case.objects.where_may(request.actor, "establishment.browse")
    waiting = Obligation.objects.where_may(request.actor, "registrations.browse")
    form = forms.Browse(request.GET)
    context = {
        "organisation": body,
        "desk_of": queries.desk(cases, waiting, body, form.filters),
        "way": way(reached, body),
        "may_review": request.actor.may("establishment.approve", body),
    }
    return page(request, "establishment/browse.html", context)


@never_cache
@login_required
def overdue(request: Request, code: str) -> HttpResponse:
    """Show what an association and those below it left over their time limits (EST-07)."""
    reached = Organisation.objects.where_may(request.actor, "establishment.browse")
    body = get_object_or_404(reached.associations(), code=code)
    cases = Case.objects.where_may(request.actor, "establishment.browse")
    found = queries.overdue(cases, body, forms.Overdue(request.GET).filters)
    context = {"organisation": body, "found": found, "may_urge": request.actor.may("establishment.approve", body)}
    return page(request, "establishment/overdue.html", context)


@never_cache
@login_required
def urge(request: Request, code: str) -> HttpResponse:
    """Urge the associations below to decide what they left over their time limits."""
    reached = Organisation.objects.where_may(request.actor, "establishment.approve")
    body = get_object_or_404(reached.associations(), code=code)
    cases = Case.objects.where_may(request.actor, "establishment.browse")
    form = forms.Urge(request.POST or None)
    if attempt(request, form, actions.urge, body):
        return moved(request, "establishment:overdue", code)
    context = {
        "organisation": body,
        "form": form,
        "desks": queries.late_desks(cases, body),
        "back": reverse("establishment:overdue", args=[code]),
    }
    return page(request, "establishment/urge.html", context)


@never_cache
@login_required
def numbers(request: Request, code: str) -> HttpResponse:
    """Show how many bodies are at which step, and how long steps take, place by place (EST-17)."""
    reached = Organisation.objects.where_may(request.actor, "establishment.browse")
    body = get_object_or_404(reached.associations(), code=code)
    cases = Case.objects.where_may(request.actor, "establishment.browse")
    found = queries.numbers(cases, reached, body)
    context = {"organisation": body, "numbers": found, "way": way(reached, body)}
    return page(request, "establishment/numbers.html", context)


@never_cache
@login_required
def procedures(request: Request, code: str) -> HttpResponse:
    """Show how bodies are founded in a place, kind by kind (EST-01)."""
    rows = Organisation.objects.where_may(request.actor, "establishment.configure")
    body = get_object_or_404(rows.associations().live(), code=code)
    found = queries.overview(Procedure.objects.of(body), body)
    return page(request, "establishment/procedures.html", {"organisation": body, "kinds": found})


@never_cache
@login_required
def change_procedure(request: Request, code: str, kind: str) -> HttpResponse:
    """Set how bodies of a kind are founded in a place."""
    rows = Organisation.objects.where_may(request.actor, "establishment.configure")
    body = get_object_or_404(rows.associations().live(), code=code)
    if kind not in rules.FOUNDABLE:
        raise Http404
    own, inherits = queries.own_terms(Procedure.objects.of(body), body, kind)
    initial = forms.ChangeProcedure.initial_of(own, inherits, kind)
    seen = own.revision if own else 0
    form = forms.ChangeProcedure(request.POST or None, kind=kind, inherits=inherits, seen=seen, initial=initial)
    if attempt(request, form, actions.change_procedure, body, kind):
        return moved(request, "establishment:procedures", code)
    context = {
        "organisation": body,
        "form": form,
        "label": KINDS[kind].label,
        "fixed": [item.label for item in rules.CATALOGUE.values() if item.is_fixed and kind in item.kinds],
        "back": reverse("establishment:procedures", args=[code]),
    }
    return page(request, "establishment/change_procedure.html", context)


@never_cache
@login_required
def change_seal(request: Request, code: str) -> HttpResponse:
    """Let the association's replies bear a seal, or another one, or none."""
    rows = Organisation.objects.where_may(request.actor, "establishment.configure")
    body = get_object_or_404(rows.associations().live(), code=code)
    own = Seal.objects.where_may(request.actor, "establishment.configure").filter(organisation=body).first()
    form = forms.ChangeSeal(request.POST or None, request.FILES or None, seen=own.revision if own else 0)
    if attempt(request, form, actions.change_seal, body):
        return moved(request, "establishment:change_seal", code)
    back = reverse("establishment:procedures", args=[code])
    context = {"organisation": body, "form": form, "back": back, "seal": own and own.file}
    return page(request, "establishment/change_seal.html", context)


@never_cache
@login_required
def seal(request: Request, code: str) -> HttpResponseBase:
    """Give the picture of the seal to those who look after it."""
    rows = Seal.objects.where_may(request.actor, "establishment.configure").exclude(file=None)
    found = get_object_or_404(rows.select_related("file"), organisation__code=code).file
    if found is None:
        raise Http404
    return files.served(found, inline=True)
