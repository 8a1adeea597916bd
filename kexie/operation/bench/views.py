"""What the product is compared with: a page that does nothing, and a list as Django's tutorial would write it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation

SIZE = 60


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with two letters."""
    return HttpResponse("ok")


def reference(request: HttpRequest) -> HttpResponse:
    """List the enterprise associations by name, sixty a page, by offset and with their exact number.

    An ordinary page, not a bad one: the same index, one query for rows and regions, none of our wide search columns.
    But model instances in the template and `{% url %}` for each row; and neither filters nor tabs nor links by region.
    """
    bodies = Organisation.objects.published().filter(listing=rules.Listing.ENTERPRISE).order_by("name_key", "id")
    rows = bodies.select_related("region__parent__parent").defer("searched", "terms")
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    return render(request, "bench/reference.html", {"page": page})
