"""The home page, what waits after signing in, and the addresses that tell a machine whether the site is well."""

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST

from kexie.areas.directory.queries import bodies, places
from kexie.core.requests import Request, page
from kexie.engines.indicators import queries as indicators
from kexie.foundation.appointments import queries as appointments
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation
from kexie.website import menu
from kexie.website.metrics import figures, may_read

NEWEST = 6


def home(request: Request) -> HttpResponse:
    """Show the map, the key numbers and what is new."""
    rows = places.places(None, {})
    context = {
        "tiles": _tiles(places.total(rows)),
        "map": places.map_data(None, rows),
        "ranking": places.ranking(rows, "total", 5),
        "newest": bodies.newest(Organisation.objects.published(), NEWEST),
    }
    return page(request, "website/home.html", context)


def _tiles(total: dict[str, int]) -> list[dict[str, object]]:
    browse, distribution = reverse("directory:browse"), reverse("directory:distribution")
    icons = {"enterprise": "building", "park": "building-community", "union": "affiliate"}
    tiles: list[dict[str, object]] = [
        {
            "label": label,
            "icon": icons[item],
            "value": total[item],
            "url": f"{browse}?listing={item.value}",
            "note": "平台登记，实时",
        }
        for item, label in ((item, rules.LISTING_LABELS[item]) for item in rules.GRASSROOTS_LISTS)
    ]
    known = indicators.national("enterprise_associations", 2021)
    if known is not None:
        national = {"label": "全国企业科协", "icon": "chart-bar", "note": "2021 年底公布数"}
        tiles.append(national | {"value": int(known), "url": distribution})
    return tiles


@never_cache
@login_required
def workbench(request: Request) -> HttpResponse:
    """Show what waits for the person, and the organisations that the person works in (NOT-02)."""
    held: dict[int | None, list[str]] = defaultdict(list)
    for row in appointments.roles(request.actor.person or 0):
        place = f"（{row.branch.name}）" if row.branch else ""
        held[row.organisation_id].append(f"{row.get_role_display()}{place}")
    roles = {body: "、".join(labels) for body, labels in held.items()}
    context = {"roles": roles, "platform": menu.platform(request.actor)}
    return page(request, "website/workbench.html", context)


@never_cache
@login_required
def worklist(request: Request) -> HttpResponse:
    """Show everything that waits for the person, in all workplaces, what is overdue first (NOT-02)."""
    desk = menu.desk(request.actor, None, request.path)
    filters = {name: request.GET.get(name, "")[:40] for name in ("area", "place")}
    return page(request, "website/worklist.html", {"desk": desk, "found": desk.narrowed(**filters)})


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether requests can be served: the database answers and every migration is applied."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "migrations" if waiting else "ok"}, status=503 if waiting else 200)


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the platform's own figures to those who watch it; to others there is nothing here."""
    if not may_read(request):
        raise Http404
    return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST)
