"""One's own memberships and cards, and the page that verifies a card."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.membership import rules
from kexie.areas.membership.models import Application, Member
from kexie.areas.membership.queries import members
from kexie.areas.membership.queries import own as queries
from kexie.core import clock, qr
from kexie.core.requests import Request, page


@never_cache
@login_required
def own(request: Request) -> HttpResponse:
    """Show one's memberships in all bodies, and what each right lets one do (MEM-03)."""
    context = {
        "memberships": queries.memberships(Member.objects.of(request.actor)),
        "applications": queries.applications(Application.objects.of(request.actor)),
    }
    return page(request, "membership/own.html", context)


@never_cache
@login_required
def card(request: Request, code: str) -> HttpResponse:
    """Show one's own member card with its QR code."""
    rows = Member.objects.of(request.actor).select_related("organisation")
    member = get_object_or_404(rows, code=code)
    link = request.build_absolute_uri(reverse("membership:verify", args=[code]))
    context = {
        "member": member,
        "standing": members.standing(member),
        "facts": members.facts(member),
        "rights": members.labels(rules.rights(member.status)),
        "changes": member.changes.all(),
        "qr": qr.picture(link),
    }
    return page(request, "membership/card.html", context)


@never_cache
def verify(request: Request, code: str) -> HttpResponse:
    """Say to whoever scans a member card whether it is genuine and holds today."""
    rows = Member.objects.published().select_related("organisation")
    member = get_object_or_404(rows.defer("identity", "mobile", "email"), code=code)
    context = {
        "member": member,
        "standing": members.standing(member),
        "facts": queries.verified(member),
        "today": clock.today(),
    }
    return page(request, "membership/verify.html", context)
