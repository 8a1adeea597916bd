"""The first page of an organisation's workbench."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kexie.areas.directory.queries import figures
from kexie.core.requests import Request, page
from kexie.foundation.organisations.models import Organisation


@never_cache
@login_required
def desk(request: Request, code: str) -> HttpResponse:
    """Show an organisation's key figures and what waits there."""
    reached = Organisation.objects.where_may(request.actor, "directory.manage")
    body = get_object_or_404(reached.select_related("superior", "region", "logo"), code=code)
    context = {"organisation": body, "figures": list(figures.of_desk(body, reached))}
    return page(request, "directory/desk.html", context)
