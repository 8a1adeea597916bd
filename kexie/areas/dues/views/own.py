"""One's own dues in all bodies."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from kexie.areas.dues.models import Due
from kexie.areas.dues.queries import own as queries
from kexie.core.requests import Request, page


@never_cache
@login_required
def own(request: Request) -> HttpResponse:
    """Show what one owes and paid, each body apart, with the receipts."""
    return page(request, "dues/own.html", {"dues": queries.own(Due.objects.of(request.actor))})
