"""Petitions for changes and for the end of a body, from the body's side and as both sides read them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.charters.rules import CHARTERED
from kexie.areas.establishment.queries import approver
from kexie.areas.membership.models import Member
from kexie.areas.standing import actions, forms, queries, rules
from kexie.areas.standing.models import Attachment, Petition, Policy
from kexie.areas.standing.rules import What
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import KINDS
from kexie.foundation.regions.models import Region

ROWS = ("organisation", "body", "body__superior", "body__public_page", "applicant", "former_desk")
HOSTS = [code for code, kind in KINDS.items() if kind.hosts]


def _offered(what: What) -> OrganisationQuerySet:
    """Return the bodies that may be chosen: associations as superiors, units with a page as hosts."""
    found = Organisation.objects.published()
    return found.associations() if what == What.SUPERIOR else found.filter(kind__in=HOSTS)


def _form(request: Request, kind: type[forms.Apply], body: Organisation, what: What, **given: Any) -> forms.Apply:
    return kind(
        request.POST or None,
        request.FILES or None,
        body=body,
        what=what,
        bodies=_offered(what),
        regions=Region.objects.published(),
        **given,
    )


def _context(body: Organisation, what: What) -> dict[str, object]:
    return {
        "organisation": body,
        "what": what,
        "label": rules.PETITION_LABELS[what],
        "is_end": what == What.END,
        "now": queries.now(body, what),
        "business": queries.business(body, Member.objects.published()) if what == What.END else [],
        "association": approver(body),
        "is_chartered": body.kind in CHARTERED,
    }


@never_cache
@login_required
def apply(request: Request, code: str, what: str) -> HttpResponse:
    """Apply for a change of the body's entry, or for its end (EST-11, EST-13)."""
    if what not in set(What):
        raise Http404
    bodies = Organisation.objects.where_may(request.actor, "standing.manage").live().exclude(status="preparing")
    body, about = get_object_or_404(bodies.select_related("superior", "public_page"), code=code), What(what)
    is_reviewed = queries.terms(Policy.objects.of(body)).asks(about)
    form = _form(request, forms.Apply, body, about, is_proof_asked=is_reviewed)
    if attempt(request, form, actions.apply, body, what):
        return moved(request, "standing:standing", code)
    back = reverse("standing:standing", args=[code])
    context = {**_context(body, about), "form": form, "back": back, "is_reviewed": is_reviewed}
    return page(request, "standing/apply.html", context)


def _own(request: Request, code: str) -> Petition:
    """Return a petition of a body that one works in."""
    bodies = Organisation.objects.where_may(request.actor, "standing.manage")
    return get_object_or_404(Petition.objects.of(bodies).filter(body__in=bodies).select_related(*ROWS), code=code)


@never_cache
@login_required
def amend(request: Request, code: str) -> HttpResponse:
    """Mend a petition that was returned."""
    petition = _own(request, code)
    body, about = petition.body, What(petition.what)
    initial = forms.Amend.initial_of(petition)
    form = _form(request, forms.Amend, body, about, is_proof_asked=False, seen=petition.revision, initial=initial)
    if attempt(request, form, actions.amend, petition):
        return moved(request, "standing:show", code)
    context = {
        **_context(body, about),
        "form": form,
        "petition": petition,
        "back": reverse("standing:show", args=[code]),
    }
    return page(request, "standing/amend.html", context)


@never_cache
@login_required
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take a petition back."""
    petition = _own(request, code)
    form = forms.Withdraw(request.POST or None, seen=petition.revision)
    if attempt(request, form, actions.withdraw, petition):
        return moved(request, "standing:show", code)
    context = {"petition": petition, "organisation": petition.body, "form": form}
    return page(request, "standing/withdraw.html", {**context, "back": reverse("standing:show", args=[code])})


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a petition to the body, at the desk that reviews it and at the one that let it go."""
    bodies = Organisation.objects.where_may(request.actor, "standing.manage")
    desks = Organisation.objects.where_may(request.actor, "standing.browse")
    own = Petition.objects.of(bodies).filter(body__in=bodies, code=code).select_related(*ROWS).first()
    former = Petition.objects.of(desks).filter(former_desk__in=desks, code=code).select_related(*ROWS).first()
    reached = Petition.objects.where_may(request.actor, "standing.browse").select_related(*ROWS)
    petition = own or former or get_object_or_404(reached, code=code)
    is_mine = petition.applicant_id == request.actor.person
    may_review = request.actor.may("standing.review", petition.organisation) and not is_mine
    what = What(petition.what)
    context = {
        "petition": petition,
        "organisation": petition.body if own else petition.former_desk if former else petition.organisation,
        "is_own": own is not None,
        "is_mine": is_mine,
        "label": rules.PETITION_LABELS[what],
        "facts": queries.facts(petition),
        "now": queries.now(petition.body, what),
        "proofs": petition.proofs.select_related("file"),
        "steps": petition.steps.all(),
        "business": queries.business(petition.body, Member.objects.published())
        if petition.is_end and petition.is_open
        else [],
        "may_review": may_review and petition.is_waiting,
        "today": clock.today(),
    }
    return page(request, "standing/show.html", context)


@never_cache
@login_required
def proof(request: Request, code: str, number: int) -> HttpResponseBase:
    """Give a proof: shown in the browser where that is safe."""
    bodies = Organisation.objects.where_may(request.actor, "standing.manage")
    desks = Organisation.objects.where_may(request.actor, "standing.browse")
    named = {"petition__code": code, "pk": number}
    own = Attachment.objects.of(bodies).filter(petition__body__in=bodies, **named).select_related("file").first()
    former = (
        Attachment.objects.of(desks).filter(petition__former_desk__in=desks, **named).select_related("file").first()
    )
    reached = Attachment.objects.where_may(request.actor, "standing.browse").select_related("file")
    found = own or former or get_object_or_404(reached, **named)
    return files.served(found.file, inline="keep" not in request.GET)
