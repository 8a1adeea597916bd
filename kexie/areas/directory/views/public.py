"""The public pages of organisations: the three lists, each body's page, the distribution."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from kexie.areas.directory import forms
from kexie.areas.directory.queries import bodies, exports, places, profiles
from kexie.core import qr
from kexie.core.requests import Request, page
from kexie.engines.indicators import queries as indicators
from kexie.engines.indicators.rules import INDICATORS, REGISTERED
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions import queries as regions

KNOWN_YEAR = 2021


def browse(request: Request) -> HttpResponse:
    """List the bodies online: enterprise associations, park associations, federations and consortia."""
    form = forms.Browse(request.GET)
    filters = form.filters
    found = bodies.browse(Organisation.objects.published(), filters)
    notices = [*form.complaints, *found.notices]
    if "page" in request.GET:
        notices.append("这里不用页码翻页，请用列表下方的“上一页”“下一页”。")
    context = {
        "form": form,
        "filters": filters,
        "found": found,
        "notices": notices,
        "steps": bodies.steps(found.region, found.listed, filters),
        "namesakes": bodies.namesakes(filters["q"], filters),
        "is_narrowed": any(filters[name] for name in ("q", "region", *bodies.PROPERTIES)),
        "clear": bodies.with_filters({"listing": filters["listing"]}),
        "pages": bodies.pages(found.listing, filters),
        "export": exports.address(found.listed, filters),
    }
    return page(request, "directory/browse.html", context)


def show(request: Request, code: str) -> HttpResponse:
    """Show the public page of one body, or that it has ended (EST-13)."""
    shown = profiles.show(Organisation.objects.published(), code)
    if shown is None:
        body = get_object_or_404(Organisation.objects.published(with_ended=True), code=code)
    else:
        body = shown.body
    link = request.build_absolute_uri(request.path)
    return page(request, "directory/show.html", {"shown": shown, "body": body, "qr": qr.picture(link)})


def distribution(request: Request, code: str = "") -> HttpResponse:
    """Show where associations are: map, table and the two rankings; `code` is a region to look into."""
    region = regions.find(code) if code else None
    if code and (region is None or region.level > 2):
        raise Http404
    known = indicators.latest_by_region("enterprise_associations", KNOWN_YEAR) if region is None else {}
    rows = places.places(region, known)
    context: dict[str, Any] = {
        "region": region,
        "way": list(regions.way(region))[:-1] if region else [],
        "rows": rows,
        "total": places.total(rows),
        "corps": places.of_corps(region),
        "map": places.map_data(region, rows),
        "ranking_known": places.ranking(rows, "known"),
        "ranking_registered": places.ranking(rows, "total"),
        "known_year": KNOWN_YEAR,
        "figures": indicators.figures(*indicators.PUBLIC) if region is None else [],
        "definitions": [INDICATORS[code] for code in indicators.PUBLIC],
        "registered": REGISTERED,
    }
    return page(request, "directory/distribution.html", context)
