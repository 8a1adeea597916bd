"""The audit trail: for the audit administrator all of it, for those who answer for a body what was done there."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.accounts.actions import trail as actions
from kexie.areas.accounts.forms import trail as forms
from kexie.areas.accounts.queries import trail as queries
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.models import Record
from kexie.foundation.records.queries import state


@never_cache
@login_required
def read_records(request: Request) -> HttpResponse:
    """Let the audit administrator read who did what, when, to which thing."""
    _require(request, "accounts.read_records")
    form = forms.ReadRecords(request.GET)
    found = queries.search(
        Record.objects.where_may(request.actor, "accounts.read_records"),
        form.filters,
        Organisation.objects.where_may(request.actor, "accounts.read_records"),
        reader=queries.AUDITOR,
        page=reverse("accounts:read_records"),
        detail=queries.record_page("accounts:read_record"),
    )
    context = {
        "form": form,
        "filters": form.filters,
        "found": found,
        "groups": queries.groups(),
        "kinds": queries.kinds(),
    }
    return page(request, "accounts/read_records.html", context | {"trail": state.trail()})


@never_cache
@login_required
def read_record(request: Request, number: int) -> HttpResponse:
    """Show one record; of business that is not the audit administrator's, not what stood before and after."""
    _require(request, "accounts.read_records")
    record = get_object_or_404(Record.objects.where_may(request.actor, "accounts.read_records"), pk=number)
    told = queries.detail(record, reader=queries.AUDITOR, page=reverse("accounts:read_records"))
    return page(request, "accounts/read_record.html", {"told": told})


@never_cache
@login_required
def export_records(request: Request) -> HttpResponse:
    """Take records away as a table."""
    _require(request, "accounts.export_records")
    form = forms.ExportRecords(request.POST or None, initial=request.GET.dict())
    if attempt(request, form, actions.export_records):
        return moved(request, "jobs:show", vars(form)["result"].code)
    return page(request, "accounts/export_records.html", {"form": form, "told": queries.told(request.GET)})


@never_cache
@login_required
def verify_records(request: Request) -> HttpResponse:
    """Show how the trail stands, and verify it."""
    _require(request, "accounts.verify_records")
    form = forms.VerifyRecords(request.POST or None)
    if attempt(request, form, actions.verify_records):
        return moved(request, "jobs:show", vars(form)["result"].code)
    return page(request, "accounts/verify_records.html", {"form": form, "trail": state.trail()})


@never_cache
@login_required
def records(request: Request, code: str) -> HttpResponse:
    """Let those who answer for a body read what was done there and below it."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.records"), code=code)
    form = forms.Records(request.GET)
    rows = Record.objects.where_may(request.actor, "accounts.records")
    found = queries.search(
        rows.under(body.path, organisation=body.pk),
        form.filters,
        Organisation.objects.where_may(request.actor, "accounts.records").under(body),
        reader=queries.STAFF,
        page=reverse("accounts:records", args=[code]),
        detail=queries.record_page("accounts:record", code),
    )
    context = {"organisation": body, "form": form, "filters": form.filters, "found": found}
    choices = {"groups": queries.groups(), "kinds": queries.kinds()}
    return page(request, "accounts/records.html", context | choices)


@never_cache
@login_required
def record(request: Request, code: str, number: int) -> HttpResponse:
    """Show one record of a body or of one below it."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.records"), code=code)
    rows = Record.objects.where_may(request.actor, "accounts.records").under(body.path, organisation=body.pk)
    shown = get_object_or_404(rows, pk=number)
    told = queries.detail(shown, reader=queries.STAFF, page=reverse("accounts:records", args=[code]))
    return page(request, "accounts/record.html", {"organisation": body, "told": told})


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Take records of a body and everything below it away as a table."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.export"), code=code)
    form = forms.Export(request.POST or None, initial=request.GET.dict())
    if attempt(request, form, actions.export, body):
        return moved(request, "jobs:show", vars(form)["result"].code)
    context = {"organisation": body, "form": form, "told": queries.told(request.GET)}
    return page(request, "accounts/export.html", context)


def _require(request: Request, permission: str) -> None:
    """Tell everybody else that there is no such page (SEC-02)."""
    if permission not in request.actor.reaches:
        raise Http404
