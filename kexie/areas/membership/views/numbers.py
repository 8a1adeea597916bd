"""How many members there are, and of which kinds."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.membership.models import Member
from kexie.areas.membership.queries import numbers as queries
from kexie.core import clock
from kexie.core.requests import Request, page
from kexie.engines.files.rules import KINDS
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS

COUNTED = {"association", *WITH_MEMBERS}


@never_cache
@login_required
def numbers(request: Request, code: str) -> HttpResponse:
    """Show the numbers of a body's members, or of all below an association (MEM-10)."""
    body, found = _found(request, code)
    context = {"organisation": body, "found": found, "notes": queries.notes(found)}
    return page(request, "membership/numbers.html", context)


@never_cache
@login_required
def tally(request: Request, code: str) -> HttpResponse:
    """Give the numbers as a table; there are no people in it."""
    body, found = _found(request, code)
    name = f"{body.called}会员统计-{clock.today():%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(queries.tally(found, body), content_type=KINDS["xlsx"].media, headers=headers)


def _found(request: Request, code: str) -> tuple[Organisation, queries.Numbers]:
    bodies = Organisation.objects.where_may(request.actor, "membership.numbers")
    body = get_object_or_404(bodies.filter(kind__in=COUNTED), code=code)
    rows = Member.objects.where_may(request.actor, "membership.numbers")
    is_whole = request.actor.may("membership.detail", body)
    return body, queries.numbers(rows, bodies, body, is_whole=is_whole)
