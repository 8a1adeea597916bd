"""How memberships end: the member's own wish to leave, and what the body writes down."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.charters import queries as charters
from kexie.areas.membership import actions, forms
from kexie.areas.membership.models import Member
from kexie.areas.membership.queries.leaving import duties
from kexie.core.requests import Request, attempt, moved, page


@never_cache
@login_required
def leave(request: Request, code: str) -> HttpResponse:
    """Ask to leave; what one still has to do is listed, and delays nothing."""
    member = _own(request, code)
    form = forms.Leave(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.leave, member):
        return moved(request, "membership:card", code)
    return page(request, "membership/leave.html", {"form": form, "member": member, "duties": duties(member)})


@never_cache
@login_required
def stay(request: Request, code: str) -> HttpResponse:
    """Take one's wish to leave back."""
    member = _own(request, code)
    form = forms.Stay(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.stay, member):
        return moved(request, "membership:card", code)
    return page(request, "membership/stay.html", {"form": form, "member": member})


@never_cache
@login_required
def confirm_leaving(request: Request, code: str) -> HttpResponse:
    """Confirm that a member has left."""
    member = _member(request, code)
    confirms = charters.choice(member.organisation, "leaving")
    form = forms.ConfirmLeaving(request.POST or None, confirms=confirms, seen=member.revision)
    if attempt(request, form, actions.confirm_leaving, member):
        return moved(request, "membership:show", code)
    context = _about(member) | {"form": form, "duties": duties(member)}
    return page(request, "membership/confirm_leaving.html", context)


@never_cache
@login_required
def depart(request: Request, code: str) -> HttpResponse:
    """Write down that a member has left the enterprise."""
    member = _member(request, code)
    form = forms.Depart(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.depart, member):
        return moved(request, "membership:show", code)
    return page(request, "membership/depart.html", _about(member) | {"form": form})


@never_cache
@login_required
def bury(request: Request, code: str) -> HttpResponse:
    """Write down that a member has died."""
    member = _member(request, code)
    form = forms.Bury(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.bury, member):
        return moved(request, "membership:show", code)
    return page(request, "membership/bury.html", _about(member) | {"form": form})


@never_cache
@login_required
def retire(request: Request, code: str) -> HttpResponse:
    """Write down that a member has retired; the membership is kept for some years."""
    member = _member(request, code)
    form = forms.Retire(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.retire, member):
        return moved(request, "membership:show", code)
    years = charters.choice(member.organisation, "retired_years")
    return page(request, "membership/retire.html", _about(member) | {"form": form, "years": years})


@never_cache
@login_required
def expel(request: Request, code: str) -> HttpResponse:
    """Write down that the committee has expelled a member."""
    member = _member(request, code)
    form = forms.Expel(request.POST or None, seen=member.revision)
    if attempt(request, form, actions.expel, member):
        return moved(request, "membership:show", code)
    return page(request, "membership/expel.html", _about(member) | {"form": form})


def _own(request: Request, code: str) -> Member:
    rows = Member.objects.of(request.actor).on_roll().select_related("organisation")
    return get_object_or_404(rows, code=code)


def _member(request: Request, code: str) -> Member:
    rows = Member.objects.where_may(request.actor, "membership.manage").on_roll()
    return get_object_or_404(rows.select_related("organisation"), code=code)


def _about(member: Member) -> dict[str, Any]:
    back = reverse("membership:show", args=[member.code])
    return {"organisation": member.organisation, "member": member, "back": back}
