"""The pages of the preparatory group."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import actions, forms, queries, rules
from kexie.areas.establishment.models import Case, Procedure
from kexie.core import clock
from kexie.core.days import working_days_after
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge, Status

ROWS = ("organisation", "body", "host", "applicant")


def _case(request: Request, code: str) -> Case:
    """Return a case of a body in which one works."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    return get_object_or_404(Case.objects.of(bodies).select_related(*ROWS), code=code)


def _context(case: Case) -> dict[str, object]:
    back = reverse("establishment:show", args=[case.code])
    return {"case": case, "organisation": case.body, "back": back}


@never_cache
@login_required
def found(request: Request, code: str) -> HttpResponse:
    """Name the preparatory group of a unit's association."""
    rows = Organisation.objects.where_may(request.actor, "establishment.found").live()
    host = get_object_or_404(rows, code=code)
    kind = rules.kind_of(host.kind)
    there = Organisation.objects.of(host, Edge.HOSTED_BY).live().filter(kind=kind).first()
    own = Organisation.objects.where_may(request.actor, "establishment.prepare")
    case = Case.objects.of(own).filter(body=there).first() if there else None
    form = forms.Found(request.POST or None, initial={"name": f"{host.name}科学技术协会"})
    if attempt(request, form, actions.found, host):
        return moved(request, "establishment:show", vars(form)["result"].code)
    context = {
        "form": form,
        "organisation": host,
        "kind": kind,
        "has_station": rules.has_station(host.kind),
        "there": there,
        "is_preparing": there is not None and there.status == Status.PREPARING,
        "case": case,
        "terms": queries.terms(Procedure.objects.of(host), kind),
        "back": reverse("directory:desk", args=[host.code]),
    }
    return page(request, "establishment/found.html", context)


@never_cache
@login_required
def station(request: Request, code: str) -> HttpResponse:
    """Ask for a workstation."""
    rows = Organisation.objects.where_may(request.actor, "establishment.found").live()
    host = get_object_or_404(rows, code=code)
    if not rules.has_station(host.kind):
        raise Http404
    form = forms.Station(request.POST or None, initial={"name": f"{host.name}科协工作站"})
    if attempt(request, form, actions.station, host):
        return moved(request, "establishment:show", vars(form)["result"].code)
    context = {"form": form, "organisation": host, "back": reverse("establishment:found", args=[code])}
    return page(request, "establishment/station.html", context)


@never_cache
@login_required
def prepare(request: Request, code: str) -> HttpResponse:
    """Write who prepares, who consented when, and how many workers there are."""
    case = _case(request, code)
    initial = forms.Prepare.initial_of(case)
    form = forms.Prepare(request.POST or None, case=case, seen=case.revision, initial=initial)
    if attempt(request, form, actions.prepare, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/prepare.html", {**_context(case), "form": form})


@never_cache
@login_required
def upload(request: Request, code: str, number: int) -> HttpResponse:
    """Hand in a material, or replace it."""
    case = _case(request, code)
    material = get_object_or_404(case.materials, pk=number)
    form = forms.Upload(request.POST or None, request.FILES or None, seen=case.revision)
    if attempt(request, form, actions.upload, material):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/upload.html", {**_context(case), "form": form, "material": material})


@never_cache
@login_required
def submit(request: Request, code: str) -> HttpResponse:
    """Hand the case to the association."""
    case = _case(request, code)
    form = forms.Submit(request.POST or None, seen=case.revision)
    if attempt(request, form, actions.submit, case):
        return moved(request, "establishment:show", code)
    due = working_days_after(clock.today(), case.days)
    return page(request, "establishment/submit.html", {**_context(case), "form": form, "due": due})


@never_cache
@login_required
def recall(request: Request, code: str) -> HttpResponse:
    """Take the case back to change it."""
    case = _case(request, code)
    form = forms.Recall(request.POST or None, seen=case.revision)
    if attempt(request, form, actions.recall, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/recall.html", {**_context(case), "form": form})


@never_cache
@login_required
def withdraw(request: Request, code: str) -> HttpResponse:
    """Give the founding up."""
    case = _case(request, code)
    form = forms.Withdraw(request.POST or None, seen=case.revision)
    if attempt(request, form, actions.withdraw, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/withdraw.html", {**_context(case), "form": form})


@never_cache
@login_required
def hold(request: Request, code: str) -> HttpResponse:
    """Enter the founding congress."""
    case = _case(request, code)
    form = forms.Hold(request.POST or None, seen=case.revision)
    if attempt(request, form, actions.hold, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/hold.html", {**_context(case), "form": form})


@never_cache
@login_required
def report(request: Request, code: str) -> HttpResponse:
    """Report the result of the founding congress."""
    case = _case(request, code)
    is_passed = queries.adopted(case) is not None
    form = forms.Report(request.POST or None, request.FILES or None, is_passed=is_passed, seen=case.revision)
    if attempt(request, form, actions.report, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/report.html", {**_context(case), "form": form})
