"""Claiming one's entries, and the desk at which a body confirms that they are the claimant's."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kexie.areas.accounts.actions import guesses
from kexie.areas.membership import actions, forms, rules
from kexie.areas.membership.models import Claim, Member
from kexie.areas.membership.queries import claims as queries
from kexie.areas.membership.queries import members
from kexie.core.forms import Form
from kexie.core.requests import REFUSED, Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS
from kexie.foundation.people import rules as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import Counted

WAIT = "今天查找的次数太多，请明天再试，或者联系本单位科协的秘书处。"


@sensitive_post_parameters("identity")
@never_cache
@login_required
def claim(request: Request) -> HttpResponse:
    """Join one's account to the entries that bear one's name and identity number (MEM-01b)."""
    person = Person.objects.of(request.actor).get()
    form = forms.Claim(request.POST or None, initial={"name": person.name})
    if _may_try(request, form) and attempt(request, form, actions.claim, person):
        return moved(request, "membership:own")
    is_sent = "sent" in request.GET
    return page(request, "membership/claim.html", {"form": form, "person": person, "is_sent": is_sent})


@never_cache
@login_required
def ask(request: Request) -> HttpResponse:
    """Ask the bodies on whose rolls the account's mobile number stands to confirm; the answer tells nothing."""
    person = Person.objects.of(request.actor).get()
    form = forms.Ask(request.POST or None)
    if _may_try(request, form) and attempt(request, form, actions.ask, person):
        return moved(request, f"{reverse('membership:claim')}?sent=1")
    return page(request, "membership/ask.html", {"form": form, "person": person, "days": rules.REVIEW_DAYS})


def _may_try(request: Request, form: Form) -> bool:
    """Count the attempt before it is made; once too often is told on the form (SEC-05)."""
    if request.method != "POST" or not form.is_valid():
        return True
    network = guesses.network(request.META.get("REMOTE_ADDR", ""))
    counted = {Counted.ACCOUNT: f"person {request.actor.person}", Counted.ADDRESS: network}
    keys = guesses.keyed(counted, what="claim")
    if people.must_wait(guesses.count(keys, rules.CLAIM_LIMITS), rules.CLAIM_LIMITS):
        form.add_error(None, WAIT)
        vars(form)["status"] = REFUSED
        return False
    return True


@never_cache
@login_required
def claims(request: Request, code: str) -> HttpResponse:
    """List the claims that wait for a body's secretariat."""
    rows = Organisation.objects.where_may(request.actor, "membership.manage").filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    filters = {name: request.GET.get(name, "")[:2000] for name in ("after", "before")}
    reached = Claim.objects.where_may(request.actor, "membership.manage")
    context = {"organisation": body, "desk_of": queries.desk(reached, body, filters)}
    return page(request, "membership/claims.html", context)


@never_cache
@login_required
def confirm_claim(request: Request, code: str) -> HttpResponse:
    """Confirm that an account is the member's own."""
    row = _claim(request, code)
    form = forms.ConfirmClaim(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.confirm_claim, row):
        return moved(request, "membership:show", row.member.code)
    return page(request, "membership/confirm_claim.html", _about(row) | {"form": form})


@never_cache
@login_required
def refuse_claim(request: Request, code: str) -> HttpResponse:
    """Refuse a claim."""
    row = _claim(request, code)
    form = forms.RefuseClaim(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.refuse_claim, row):
        return moved(request, "membership:claims", row.organisation.code)
    return page(request, "membership/refuse_claim.html", _about(row) | {"form": form})


@never_cache
@login_required
def unclaim(request: Request, code: str) -> HttpResponse:
    """Take an entry away from the account that claimed it by mistake."""
    rows = Member.objects.where_may(request.actor, "membership.manage").select_related("organisation", "person")
    member = get_object_or_404(rows, code=code)
    form = forms.Unclaim(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.unclaim, member):
        return moved(request, "membership:show", code)
    back = reverse("membership:show", args=[code])
    context = {"organisation": member.organisation, "member": member, "back": back, "form": form}
    return page(request, "membership/unclaim.html", context)


def _claim(request: Request, code: str) -> Claim:
    rows = Claim.objects.where_may(request.actor, "membership.manage")
    return get_object_or_404(rows.select_related("organisation", "member__person", "person"), code=code)


def _about(row: Claim) -> dict[str, Any]:
    return {
        "claim": row,
        "member": row.member,
        "organisation": row.organisation,
        "facts": members.facts(row.member),
        "doubts": queries.doubts(row),
        "back": reverse("membership:claims", args=[row.organisation.code]),
    }
