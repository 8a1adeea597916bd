"""What members agree to, whose birthday it is, and a body's letters to them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.care import actions, forms, queries, rules
from kexie.areas.care.models import Agreement, Consent, Letter, Visit
from kexie.areas.care.rules import Purpose
from kexie.areas.membership.models import Member, Tag
from kexie.areas.membership.queries.tags import options
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS


@never_cache
@login_required
def own(request: Request) -> HttpResponse:
    """Show what one agreed to in each body."""
    members, consents = Member.objects.of(request.actor), Consent.objects.of(request.actor)
    return page(request, "care/own.html", {"memberships": queries.own(members, consents)})


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Agree, or withdraw."""
    member = _own(request, code)
    held = {one.purpose: one for one in Consent.objects.of(request.actor).holding().filter(member=member)}
    month, _, day = held[Purpose.BIRTHDAY].birthday.partition("-") if Purpose.BIRTHDAY in held else ("", "", "")
    now = {purpose.value: purpose in held for purpose in Purpose}
    initial = now | {"month": month.lstrip("0"), "day": day.lstrip("0")}
    form = forms.Change(request.POST or None, initial=initial)
    if attempt(request, form, actions.change, member):
        return moved(request, "care:own")
    return page(request, "care/change.html", {"form": form, "member": member})


@never_cache
@login_required
def opt_out(request: Request, code: str) -> HttpResponse:
    """Get no letters any more, in one click."""
    member = _own(request, code)
    form = forms.OptOut(request.POST or None)
    if attempt(request, form, actions.opt_out, member):
        return moved(request, "care:own")
    return page(request, "care/opt_out.html", {"form": form, "member": member})


@never_cache
@login_required
def birthdays(request: Request, code: str) -> HttpResponse:
    """Show the birthdays of this week or month, of those who agreed; who looked is on record (SEC-06)."""
    body = _body(request, code)
    word = rules.MONTH if request.GET.get("span") == rules.MONTH else rules.WEEK
    first, last = rules.span(word, clock.today())
    rows = Consent.objects.where_may(request.actor, "care.manage")
    tags = options(Tag.objects.where_may(request.actor, "care.manage"), body)
    tag = chosen if (chosen := request.GET.get("tag", "")) in dict(tags) else ""
    found = queries.occasions(rows, body, first=first, last=last, tag=tag)
    if found:
        actions.birthdays(body, span=word, by=request.actor)
    context = {
        "organisation": body,
        "occasions": found,
        "spans": [(f"?span={one}&tag={tag}", label, one == word) for one, label in rules.SPANS.items()],
        "tags": [(f"?span={word}&tag={one}", label, one == tag) for one, label in (("", "全部"), *tags)],
        "first": first,
        "last": last,
    }
    return page(request, "care/birthdays.html", context)


@never_cache
@login_required
def letters(request: Request, code: str) -> HttpResponse:
    """List the letters that a body wrote to its members."""
    body = _body(request, code)
    filters = forms.Letters(request.GET).filters
    rows = Letter.objects.where_may(request.actor, "care.manage")
    agreed = Consent.objects.where_may(request.actor, "care.manage")
    context = {
        "organisation": body,
        "listing": queries.letters(rows, body, **filters),
        "readers": len(queries.readers(agreed, body)),
        "may_visit": request.actor.may("care.visit", body),
    }
    return page(request, "care/letters.html", context)


@never_cache
@login_required
def write(request: Request, code: str) -> HttpResponse:
    """Write a letter to those who agreed."""
    body = _body(request, code)
    is_greeting = request.GET.get("for") == "workers_day"
    draft = rules.greeting(body.called) if is_greeting else rules.Draft("", "")
    tags = Tag.objects.where_may(request.actor, "care.manage").filter(organisation=body)
    initial = {"title": draft.title, "text": draft.text, "tag": request.GET.get("tag", "")}
    form = forms.Write(request.POST or None, initial=initial, tags=tags)
    if attempt(request, form, actions.write, body):
        return moved(request, "care:letters", code)
    agreed = Consent.objects.where_may(request.actor, "care.manage")
    back = reverse("care:letters", args=[code])
    context = {"organisation": body, "form": form, "back": back, "readers": len(queries.readers(agreed, body))}
    return page(request, "care/write.html", context)


@never_cache
@login_required
def read(request: Request, code: str) -> HttpResponse:
    """Show a letter to those it was sent to, with the way to get none any more."""
    letter = get_object_or_404(Letter.objects.of(request.actor).select_related("organisation"), code=code)
    member = Member.objects.of(request.actor).on_roll().filter(organisation=letter.organisation).first()
    return page(request, "care/read.html", {"letter": letter, "member": member})


@never_cache
@login_required
def visits(request: Request, code: str) -> HttpResponse:
    """List the visits to members, for the secretaries alone."""
    body = _visiting(request, code)
    rows = Visit.objects.where_may(request.actor, "care.visit")
    found = queries.visits(rows, body, **forms.Visits(request.GET).filters)
    return page(request, "care/visits.html", {"organisation": body, "listing": found})


@never_cache
@login_required
def add_visit(request: Request, code: str) -> HttpResponse:
    """Write a visit down."""
    body = _visiting(request, code)
    form = forms.AddVisit(request.POST or None, initial={"on": clock.today()})
    if attempt(request, form, actions.add_visit, body):
        return moved(request, "care:visits", code)
    back = reverse("care:visits", args=[code])
    return page(request, "care/add_visit.html", {"organisation": body, "form": form, "back": back})


@never_cache
@login_required
def show_visit(request: Request, code: str) -> HttpResponse:
    """Show what was written of a visit; who reads it is on record (SEC-06)."""
    rows = Visit.objects.where_may(request.actor, "care.visit").select_related("member__organisation")
    visit = actions.show_visit(get_object_or_404(rows, code=code), by=request.actor)
    return page(request, "care/show_visit.html", {"organisation": visit.member.organisation, "visit": visit})


@never_cache
@login_required
def agreements(request: Request, code: str) -> HttpResponse:
    """List the sheets of paper on which a body's members agreed."""
    body = _body(request, code)
    rows = Agreement.objects.where_may(request.actor, "care.manage")
    found = queries.agreements(rows, body, **forms.Agreements(request.GET).filters)
    return page(request, "care/agreements.html", {"organisation": body, "listing": found})


@never_cache
@login_required
def add_agreement(request: Request, code: str) -> HttpResponse:
    """Record what a member without an account agreed to on paper."""
    body = _body(request, code)
    form = forms.AddAgreement(request.POST or None, request.FILES or None)
    if attempt(request, form, actions.add_agreement, body):
        return moved(request, "care:agreements", code)
    back = reverse("care:agreements", args=[code])
    words = [rules.TEXTS[purpose] for purpose in rules.ON_PAPER]
    context = {"organisation": body, "form": form, "back": back, "words": words}
    return page(request, "care/add_agreement.html", context)


@never_cache
@login_required
def withdraw_agreement(request: Request, code: str) -> HttpResponse:
    """Withdraw what a member agreed to on paper, as that member asked."""
    rows = Agreement.objects.where_may(request.actor, "care.manage").select_related("member__organisation")
    agreement = get_object_or_404(rows, code=code)
    body, holding = agreement.member.organisation, queries.holding(agreement)
    initial = {"purposes": [purpose for purpose, _ in holding]}
    form = forms.WithdrawAgreement(request.POST or None, initial=initial, holding=holding)
    if attempt(request, form, actions.withdraw_agreement, agreement):
        return moved(request, "care:agreements", body.code)
    back = reverse("care:agreements", args=[body.code])
    context = {"organisation": body, "agreement": agreement, "form": form, "back": back}
    return page(request, "care/withdraw_agreement.html", context)


@never_cache
@login_required
def scan(request: Request, code: str) -> HttpResponseBase:
    """Give the scan of a sheet: to the body's secretariat and to who signed it."""
    reached = Agreement.objects.where_may(request.actor, "care.manage").select_related("scan").filter(code=code)
    own = Agreement.objects.of(request.actor).select_related("scan")
    return files.served((reached.first() or get_object_or_404(own, code=code)).scan)


def _visiting(request: Request, code: str) -> Organisation:
    rows = Organisation.objects.where_may(request.actor, "care.visit").filter(kind__in=WITH_MEMBERS)
    return get_object_or_404(rows, code=code)


def _own(request: Request, code: str) -> Member:
    rows = Member.objects.of(request.actor).on_roll().select_related("organisation")
    return get_object_or_404(rows, code=code)


def _body(request: Request, code: str) -> Organisation:
    rows = Organisation.objects.where_may(request.actor, "care.manage").filter(kind__in=WITH_MEMBERS)
    return get_object_or_404(rows, code=code)
