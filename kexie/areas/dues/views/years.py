"""A body's years of dues: set up with their rates, rolled, announced, closed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.charters import queries as charters
from kexie.areas.charters.rules.choices import Dues
from kexie.areas.dues import actions, forms, queries, rules
from kexie.areas.dues.models import Due, Rate, Year
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS


@never_cache
@login_required
def years(request: Request, code: str) -> HttpResponse:
    """List the years in which a body collects dues, and say what its charter has of them."""
    rows = Organisation.objects.where_may(request.actor, "dues.browse").filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    dues = charters.choice(body, "dues")
    context = {
        "organisation": body,
        "years": queries.of_body(Year.objects.where_may(request.actor, "dues.browse"), body),
        "said": rules.said(dues),
        "has_dues": dues != Dues.NONE,
        "may_manage": request.actor.may("dues.manage", body) and dues != Dues.NONE,
    }
    return page(request, "dues/years.html", context)


@never_cache
@login_required
def add_year(request: Request, code: str) -> HttpResponse:
    """Set up a year."""
    rows = Organisation.objects.where_may(request.actor, "dues.manage").live().filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    dues = charters.choice(body, "dues")
    form = forms.AddYear(request.POST or None, dues=dues, initial={"year": clock.today().year})
    if attempt(request, form, actions.add_year, body):
        return moved(request, "dues:show", vars(form)["result"].code)
    back = reverse("dues:years", args=[code])
    return page(
        request, "dues/add_year.html", {"organisation": body, "form": form, "back": back, "said": rules.said(dues)}
    )


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a year: its rates, its sums, and what can be done."""
    rows = Year.objects.where_may(request.actor, "dues.browse").select_related("organisation")
    year = get_object_or_404(rows, code=code)
    body = year.organisation
    lines = queries.summary(Due.objects.where_may(request.actor, "dues.browse"), year)
    context = {
        "organisation": body,
        "year": year,
        "rates": year.rates.all(),
        "lines": lines,
        "total": lines[-1],
        "said": rules.said(charters.choice(body, "dues")),
        "may_manage": request.actor.may("dues.manage", body),
    }
    return page(request, "dues/show.html", context)


@never_cache
@login_required
def add_rate(request: Request, code: str) -> HttpResponse:
    """Add what members of some sorts owe."""
    year = _year(request, code)
    dues, fixed = (charters.choice(year.organisation, name) for name in ("dues", "dues_fen"))
    initial = {"amount": fixed or 0} if dues == Dues.YEARLY else {}
    form = forms.AddRate(request.POST or None, seen=year.revision, initial=initial)
    if attempt(request, form, actions.add_rate, year):
        return moved(request, "dues:show", code)
    return page(request, "dues/add_rate.html", _about(year) | {"form": form, "said": rules.said(dues)})


@never_cache
@login_required
def remove_rate(request: Request, code: str) -> HttpResponse:
    """Take a rate away."""
    rows = Rate.objects.where_may(request.actor, "dues.manage").select_related("year__organisation")
    rate = get_object_or_404(rows, code=code)
    form = forms.RemoveRate(request.POST or None, seen=rate.year.revision)
    if attempt(request, form, actions.remove_rate, rate):
        return moved(request, "dues:show", rate.year.code)
    return page(request, "dues/remove_rate.html", _about(rate.year) | {"form": form, "rate": rate})


@never_cache
@login_required
def roll(request: Request, code: str) -> HttpResponse:
    """Let everybody on the roll at a day owe dues."""
    year = _year(request, code)
    form = forms.Roll(
        request.POST or None, seen=year.revision, initial={"on": rules.roll_day(year.year, clock.today())}
    )
    if attempt(request, form, actions.roll, year):
        return moved(request, "jobs:show", vars(form)["result"].code)
    return page(request, "dues/roll.html", _about(year) | {"form": form, "rates": year.rates.all()})


@never_cache
@login_required
def remind(request: Request, code: str) -> HttpResponse:
    """Tell those who still owe."""
    year = _year(request, code)
    form = forms.Remind(request.POST or None, seen=year.revision)
    if attempt(request, form, actions.remind, year):
        return moved(request, "dues:show", code)
    owed = Due.objects.where_may(request.actor, "dues.manage").filter(year=year).owed()
    context = {
        "form": form,
        "reached": owed.filter(member__person__isnull=False).count(),
        "others": owed.filter(member__person=None).count(),
    }
    return page(request, "dues/remind.html", _about(year) | context)


@never_cache
@login_required
def close(request: Request, code: str) -> HttpResponse:
    """Close a year."""
    year = _year(request, code)
    form = forms.Close(request.POST or None, seen=year.revision)
    if attempt(request, form, actions.close, year):
        return moved(request, "dues:show", code)
    total = queries.summary(Due.objects.where_may(request.actor, "dues.manage"), year)[-1]
    return page(request, "dues/close.html", _about(year) | {"form": form, "total": total})


@never_cache
@login_required
def reopen(request: Request, code: str) -> HttpResponse:
    """Open a closed year again."""
    year = _year(request, code)
    form = forms.Reopen(request.POST or None, seen=year.revision)
    if attempt(request, form, actions.reopen, year):
        return moved(request, "dues:show", code)
    return page(request, "dues/reopen.html", _about(year) | {"form": form})


def _year(request: Request, code: str) -> Year:
    rows = Year.objects.where_may(request.actor, "dues.manage").select_related("organisation")
    return get_object_or_404(rows, code=code)


def _about(year: Year) -> dict[str, Any]:
    return {"organisation": year.organisation, "year": year, "back": reverse("dues:show", args=[year.code])}
