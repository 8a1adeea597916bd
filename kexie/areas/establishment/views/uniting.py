"""The pages on which several units found a body together: of the one that leads, and of those it asks."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.establishment import actions, forms, queries, rules
from kexie.areas.establishment.models import Case, Partner, Procedure
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import KINDS

ROWS = ("case__body", "case__host", "case__organisation", "organisation")


def _case(request: Request, code: str) -> Case:
    """Return a case of several units that one prepares."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    rows = Case.objects.of(bodies).filter(kind__in=rules.UNITED).select_related("organisation", "body", "host")
    return get_object_or_404(rows, code=code)


def _context(case: Case) -> dict[str, object]:
    back = reverse("establishment:show", args=[case.code])
    return {"case": case, "organisation": case.body, "back": back}


@never_cache
@login_required
def united(request: Request, code: str) -> HttpResponse:
    """Show what a unit founds together with others, and what it may begin."""
    units = Organisation.objects.where_may(request.actor, "establishment.unite")
    unit = get_object_or_404(units, code=code)
    own = Partner.objects.where_may(request.actor, "establishment.consent").filter(organisation=unit)
    kinds = rules.united_by(unit.kind) if unit.closed_on is None else ()
    context = {
        "organisation": unit,
        "rows": own.select_related(*ROWS).order_by("-id")[:200],
        "kinds": [(kind, KINDS[kind].label, rules.UNITED_HINTS[kind]) for kind in kinds],
    }
    return page(request, "establishment/united.html", context)


@never_cache
@login_required
def unite(request: Request, code: str, kind: str) -> HttpResponse:
    """Begin to found a body together with others."""
    units = Organisation.objects.where_may(request.actor, "establishment.unite").live()
    unit = get_object_or_404(units, code=code)
    if kind not in rules.united_by(unit.kind):
        raise Http404
    desks = queries.reviewing(unit)
    form = forms.Unite(request.POST or None, kind=kind, desks=desks)
    if attempt(request, form, actions.unite, unit, kind):
        return moved(request, "establishment:show", vars(form)["result"].code)
    context = {
        "organisation": unit,
        "form": form,
        "label": KINDS[kind].label,
        "hint": rules.UNITED_HINTS[kind],
        "terms": queries.terms(Procedure.objects.of(unit), kind),
        "back": reverse("establishment:united", args=[code]),
    }
    return page(request, "establishment/unite.html", context)


@never_cache
@login_required
def invite(request: Request, code: str) -> HttpResponse:
    """Ask one more unit."""
    case = _case(request, code)
    reached = Organisation.objects.where_may(request.actor, "directory.manage").live()
    sources = [Organisation.objects.published().live(), reached]
    form = forms.Invite(request.POST or None, case=case, bodies=sources, seen=case.revision)
    if attempt(request, form, actions.invite, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/invite.html", {**_context(case), "form": form})


@never_cache
@login_required
def assign(request: Request, code: str) -> HttpResponse:
    """Write duties and turns."""
    case = _case(request, code)
    initial = forms.Assign.initial_of(case)
    form = forms.Assign(request.POST or None, case=case, seen=case.revision, initial=initial)
    if attempt(request, form, actions.assign, case):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/assign.html", {**_context(case), "form": form})


@never_cache
@login_required
def dismiss(request: Request, code: str, number: int) -> HttpResponse:
    """Take a unit off the list."""
    case = _case(request, code)
    partner = get_object_or_404(case.partners.select_related("organisation"), pk=number)
    form = forms.Dismiss(request.POST or None, seen=partner.revision)
    if attempt(request, form, actions.dismiss, partner):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/dismiss.html", {**_context(case), "form": form, "partner": partner})


@never_cache
@login_required
def vouch(request: Request, code: str, number: int) -> HttpResponse:
    """Enter a unit's consent from a sealed paper."""
    case = _case(request, code)
    partner = get_object_or_404(case.partners.select_related("organisation"), pk=number)
    form = forms.Vouch(request.POST or None, request.FILES or None, seen=partner.revision)
    if attempt(request, form, actions.vouch, partner):
        return moved(request, "establishment:show", code)
    return page(request, "establishment/vouch.html", {**_context(case), "form": form, "partner": partner})


@never_cache
@login_required
def letter(request: Request, code: str, number: int) -> HttpResponseBase:
    """Give the paper on which a unit consented."""
    bodies = Organisation.objects.where_may(request.actor, "establishment.prepare")
    own = Case.objects.of(bodies).filter(code=code).first()
    case = own or get_object_or_404(Case.objects.where_may(request.actor, "establishment.browse"), code=code)
    partner = get_object_or_404(case.partners.exclude(file=None).select_related("file"), pk=number)
    if partner.file is None:
        raise Http404
    return files.served(partner.file, inline="keep" not in request.GET)


@never_cache
@login_required
def consent(request: Request, code: str, number: int) -> HttpResponse:
    """Show a unit what it is asked to found, and let it answer while the group prepares."""
    own = Partner.objects.where_may(request.actor, "establishment.consent").filter(organisation__code=code)
    partner = get_object_or_404(own.select_related(*ROWS), pk=number)
    case = partner.case
    form = forms.Consent(request.POST or None, seen=partner.revision, initial=forms.Consent.initial_of(partner))
    if attempt(request, form, actions.consent, partner):
        return moved(request, "establishment:consent", code, number)
    context = {
        "organisation": partner.organisation,
        "partner": partner,
        "case": case,
        "form": form,
        "turn": queries.turn(case, clock.today()),
        "partners": case.partners.select_related("organisation"),
        "facts": queries.facts(case),
        "back": reverse("establishment:united", args=[code]),
    }
    return page(request, "establishment/consent.html", context)
