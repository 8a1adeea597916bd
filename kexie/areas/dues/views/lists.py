"""Who owes what for a year, as a list and as tables in and out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.dues import actions, forms, rules
from kexie.areas.dues.models import Due, Year
from kexie.areas.dues.queries import lists, payments
from kexie.areas.membership.models import Member
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List who owes what; those who have not paid come first."""
    year = _year(request, code, "dues.browse")
    form = forms.Browse(request.GET, rates=_rates(year))
    dues = Due.objects.where_may(request.actor, "dues.browse")
    members = Member.objects.where_may(request.actor, "dues.browse")
    context = {
        "organisation": year.organisation,
        "year": year,
        "form": form,
        "filters": form.filters,
        "found": lists.browse(dues, members, year, form.filters),
        "may_manage": request.actor.may("dues.manage", year.organisation),
    }
    return page(request, "dues/browse.html", context)


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Let the list be written, as it was filtered."""
    year = _year(request, code, "dues.manage")
    form = forms.Export(request.POST if request.method == "POST" else request.GET, rates=_rates(year))
    if attempt(request, form, actions.export, year):
        return moved(request, "jobs:show", vars(form)["result"].code)
    dues = Due.objects.where_may(request.actor, "dues.manage")
    members = Member.objects.where_may(request.actor, "dues.manage")
    context = {
        "organisation": year.organisation,
        "year": year,
        "form": form,
        "filters": form.filters,
        "table": lists.table(dues, members, year, form.filters),
        "back": reverse("dues:browse", args=[code]),
    }
    return page(request, "dues/export.html", context)


@never_cache
@login_required
def receipts(request: Request, code: str) -> HttpResponse:
    """Let a year's receipts be drawn as one file."""
    year = _year(request, code, "dues.manage")
    most = {"first": max(1, year.receipts - rules.MAX_RECEIPTS + 1), "last": year.receipts}
    form = forms.Receipts(request.POST or None, initial=most if year.receipts else {})
    if attempt(request, form, actions.receipts, year):
        return moved(request, "jobs:show", vars(form)["result"].code)
    back = reverse("dues:show", args=[code])
    context = {"organisation": year.organisation, "year": year, "form": form, "back": back}
    return page(request, "dues/receipts.html", context | {"most": rules.MAX_RECEIPTS})


@never_cache
@login_required
def pay_many(request: Request, code: str) -> HttpResponse:
    """Record the payments of a table."""
    year = _year(request, code, "dues.manage")
    form = forms.PayMany(request.POST or None, request.FILES or None)
    if attempt(request, form, actions.pay_many, year):
        return moved(request, "jobs:show", vars(form)["result"].code)
    back = reverse("dues:show", args=[code])
    context = {"organisation": year.organisation, "year": year, "form": form, "back": back, "most": rules.MAX_ROWS}
    return page(request, "dues/pay_many.html", context)


@never_cache
@login_required
def sheet(request: Request, code: str) -> HttpResponse:
    """Give the table in which payments are written."""
    _year(request, code, "dues.manage")
    name = content_disposition_header(as_attachment=True, filename="批量登记缴费.xlsx") or ""
    return HttpResponse(payments.template(), content_type=KINDS["xlsx"].media, headers={"Content-Disposition": name})


def _year(request: Request, code: str, permission: str) -> Year:
    rows = {
        "dues.browse": Year.objects.where_may(request.actor, "dues.browse"),
        "dues.manage": Year.objects.where_may(request.actor, "dues.manage"),
    }[permission]
    return get_object_or_404(rows.select_related("organisation"), code=code)


def _rates(year: Year) -> list[tuple[str, str]]:
    return [(rate.code, rate.name) for rate in year.rates.all()]
