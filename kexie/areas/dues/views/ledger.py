"""One member's dues of a year: paid, waived, corrected, with the receipts."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.dues import actions, forms, rules
from kexie.areas.dues.models import Due, Entry
from kexie.areas.dues.queries import own as queries
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.engines.papers import queries as papers

JOINED = ("year__organisation", "member", "rate")


@never_cache
@login_required
def show_due(request: Request, code: str, member: str) -> HttpResponse:
    """Show what a member owes and the ledger of it."""
    rows = Due.objects.where_may(request.actor, "dues.browse").select_related(*JOINED)
    due = get_object_or_404(rows, year__code=code, member__code=member)
    may = request.actor.may("dues.manage", due.year.organisation) and not due.year.is_closed
    context = _about(due) | {
        "facts": queries.facts(due),
        "lines": queries.ledger(due),
        "standing": due.standing,
        "may_manage": may and due.member.person_id != request.actor.person,
        "is_own": may and due.member.person_id == request.actor.person,
    }
    return page(request, "dues/show_due.html", context)


@never_cache
@login_required
def pay(request: Request, code: str, member: str) -> HttpResponse:
    """Record a payment."""
    due = _due(request, code, member)
    form = forms.Pay(request.POST or None, seen=due.revision, initial={"amount": due.remainder, "on": clock.today()})
    if attempt(request, form, actions.pay, due):
        return moved(request, "dues:show_due", code, member)
    return page(request, "dues/pay.html", _about(due) | {"form": form})


@never_cache
@login_required
def waive(request: Request, code: str, member: str) -> HttpResponse:
    """Forgo dues."""
    due = _due(request, code, member)
    form = forms.Waive(request.POST or None, seen=due.revision, initial={"amount": due.remainder})
    if attempt(request, form, actions.waive, due):
        return moved(request, "dues:show_due", code, member)
    return page(request, "dues/waive.html", _about(due) | {"form": form})


@never_cache
@login_required
def correct(request: Request, code: str) -> HttpResponse:
    """Take a payment or a waiver back by a counter-entry."""
    rows = Entry.objects.where_may(request.actor, "dues.manage").select_related(
        "countered_by", *(f"due__{name}" for name in JOINED)
    )
    entry = get_object_or_404(rows, code=code)
    due = entry.due
    form = forms.Correct(request.POST or None, seen=due.revision)
    if attempt(request, form, actions.correct, entry):
        return moved(request, "dues:show_due", due.year.code, due.member.code)
    return page(request, "dues/correct.html", _about(due) | {"form": form, "entry": entry})


@never_cache
@login_required
def receipt(request: Request, code: str) -> HttpResponse:
    """Give a payment's receipt as PDF: to the body's staff and to the member who paid."""
    joined = ("year__organisation", "due__member", "due__rate", "countered_by")
    reached = Entry.objects.where_may(request.actor, "dues.browse").receipts().select_related(*joined)
    own = Entry.objects.of(request.actor).receipts().select_related(*joined)
    entry = reached.filter(code=code).first() or get_object_or_404(own, code=code)
    paper = queries.receipt(entry)
    if (lacking := papers.lacking(paper)) and "anyway" not in request.GET:
        return page(request, "dues/receipt.html", {"entry": entry, "paper": paper, "lacking": lacking})
    try:
        content = papers.receipt_pdf(paper)
    except ValidationError as refusal:
        return HttpResponse("".join(refusal.messages), content_type="text/plain; charset=utf-8", status=503)
    name = content_disposition_header(as_attachment=True, filename=f"{paper.number}.pdf") or ""
    return HttpResponse(content, content_type=KINDS["pdf"].media, headers={"Content-Disposition": name})


def _due(request: Request, code: str, member: str) -> Due:
    rows = Due.objects.where_may(request.actor, "dues.manage").select_related(*JOINED)
    return get_object_or_404(rows, year__code=code, member__code=member)


def _about(due: Due) -> dict[str, Any]:
    return {
        "organisation": due.year.organisation,
        "year": due.year,
        "due": due,
        "member": due.member,
        "remainder": rules.yuan(due.remainder),
        "back": reverse("dues:show_due", args=[due.year.code, due.member.code]),
    }
