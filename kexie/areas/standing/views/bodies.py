"""How a body stands, as both sides read it, and what is due in an association's place."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.charters.rules import CHARTERED
from kexie.areas.directory.queries.managing import way
from kexie.areas.establishment.queries import approver, is_unrecognised
from kexie.areas.standing import forms, queries, rules
from kexie.core.requests import Request, page
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import GRASSROOTS, Status


@never_cache
@login_required
def standing(request: Request, code: str) -> HttpResponse:
    """Show how a body stands and what is due when, the same to both sides (EST-19)."""
    own = Organisation.objects.where_may(request.actor, "standing.manage").filter(code=code).first()
    reached = Organisation.objects.where_may(request.actor, "standing.browse").filter(kind__in=GRASSROOTS)
    body = own or get_object_or_404(reached, code=code)
    association = approver(body)
    open_ = {row.what: row for row in body.own_petitions.open()}
    context = {
        "organisation": body,
        "found": queries.standing(body),
        "is_own": own is not None,
        "may_apply": own is not None and body.closed_on is None and body.status != Status.PREPARING,
        "changes": [
            (what.value, label)
            for what, label in rules.PETITION_LABELS.items()
            if what != rules.What.END and what not in open_
        ],
        "ending": open_.get(rules.What.END),
        "may_recognise": is_unrecognised(body) and request.actor.may("establishment.approve", association),
        "is_electing": body.kind in CHARTERED and body.closed_on is None,
        "association": association,
    }
    return page(request, "standing/standing.html", context)


@never_cache
@login_required
def owed(request: Request, code: str) -> HttpResponse:
    """Show what the bodies of an association's place owe it, the soonest first (EST-14, EST-19)."""
    reached = Organisation.objects.where_may(request.actor, "standing.browse")
    body = get_object_or_404(reached.associations(), code=code)
    rows = Obligation.objects.where_may(request.actor, "standing.browse")
    found = queries.owed(rows, body, forms.Owed(request.GET).filters)
    context = {"organisation": body, "found": found, "way": way(reached, body)}
    return page(request, "standing/owed.html", context)
