"""Survey stations as the association, the body that has one, the workers on the panel and those above see them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.directory.forms.fields import offer
from kexie.areas.directory.queries.managing import way
from kexie.areas.gatherings.queries import groups
from kexie.areas.membership.models import Member, Tag
from kexie.areas.stations import actions, forms, queries, rules
from kexie.areas.stations.models import Bulletin, Panelist, Station, StationQuerySet, Wave
from kexie.areas.surveys.models import Survey
from kexie.core import clock, qr
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Level


def _body(request: Request, code: str, permission: str) -> Organisation:
    """Return an association whose stations one may read or look after."""
    if permission == "stations.manage":
        rows = Organisation.objects.where_may(request.actor, "stations.manage").live()
    else:
        rows = Organisation.objects.where_may(request.actor, "stations.browse")
    return get_object_or_404(rows, code=code)


def _managed(request: Request, code: str) -> Station:
    """Return a station that one may change."""
    rows = Station.objects.where_may(request.actor, "stations.manage").select_related("organisation", "host")
    return get_object_or_404(rows, code=code)


def _hosted(request: Request) -> StationQuerySet:
    """Return the stations of the bodies in which one works."""
    bodies = Organisation.objects.where_may(request.actor, "stations.run")
    return Station.objects.of(bodies).select_related("organisation", "host")


def _about(station: Station, *, is_host: bool) -> dict[str, Any]:
    """Return what every page about a station shows."""
    return {
        "organisation": station.host if is_host else station.organisation,
        "station": station,
        "is_host": is_host,
        "back": queries.address(station),
    }


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List an association's stations with what each did in a year, its waves and what waits."""
    body = _body(request, code, "stations.browse")
    filters = forms.Browse(request.GET).filters
    year, years = rules.years(clock.today(), filters["year"])
    rows = Station.objects.where_may(request.actor, "stations.browse").filter(organisation=body)
    found = queries.ordered(queries.figures(rows, year), filters["order"])
    sent = Wave.objects.where_may(request.actor, "stations.browse").filter(organisation=body)
    reported = Bulletin.objects.where_may(request.actor, "stations.browse").filter(organisation=body).reported()
    context = {
        "organisation": body,
        "rows": found,
        "totals": queries.totals(found),
        "links": queries.links(year, years, filters["order"]),
        "year": year,
        "waves": sent.select_related("survey__questionnaire")[: queries.MOST_WAVES],
        "waiting": reported.filter(stage__in=rules.WAITING).count(),
        "may_manage": request.actor.may("stations.manage", body),
        "may_follow": body.level != Level.COUNTY and request.actor.may("stations.follow", body),
    }
    return page(request, "stations/browse.html", context)


@never_cache
@login_required
def add(request: Request, code: str) -> HttpResponse:
    """Set up a station."""
    body = _body(request, code, "stations.manage")
    below = Organisation.objects.where_may(request.actor, "stations.follow")
    form = forms.Add(request.POST or None, hosts=queries.hosts(below, body))
    offer(form, body)
    if attempt(request, form, actions.add, body):
        return moved(request, "stations:show", vars(form)["result"].code)
    back = reverse("stations:browse", args=[code])
    return page(request, "stations/add.html", {"organisation": body, "form": form, "back": back})


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Change what a station is called and for."""
    station = _managed(request, code)
    initial = {"name": station.name, "focus": station.focus, "goal": station.goal}
    form = forms.Change(request.POST or None, initial=initial, seen=station.revision)
    if attempt(request, form, actions.change, station):
        return moved(request, "stations:show", code)
    return page(request, "stations/change.html", _about(station, is_host=False) | {"form": form})


@never_cache
@login_required
def end(request: Request, code: str) -> HttpResponse:
    """End a station."""
    station = _managed(request, code)
    form = forms.End(request.POST or None, seen=station.revision)
    if attempt(request, form, actions.end, station):
        return moved(request, "stations:show", code)
    context = _about(station, is_host=False) | {"form": form, "people": station.panel.holding().count()}
    return page(request, "stations/end.html", context)


@never_cache
@login_required
def send(request: Request, code: str) -> HttpResponse:
    """Send a draft to the panels of some stations."""
    body = _body(request, code, "stations.manage")
    drafts = queries.drafts(Survey.objects.where_may(request.actor, "surveys.manage"), body)
    own = Station.objects.where_may(request.actor, "stations.manage").filter(organisation=body)
    known = queries.manned(own)
    form = forms.Send(request.POST or None, drafts=drafts, known=known)
    if attempt(request, form, actions.send, body):
        return moved(request, "stations:wave", vars(form)["result"].code)
    back = reverse("stations:browse", args=[code])
    context = {"organisation": body, "form": form, "drafts": drafts, "known": known, "back": back}
    return page(request, "stations/send.html", context)


@never_cache
@login_required
def wave(request: Request, code: str) -> HttpResponse:
    """Show how many answered in each station."""
    sent = Wave.objects.where_may(request.actor, "stations.browse")
    row = get_object_or_404(
        sent.select_related("organisation", "survey__collection", "survey__questionnaire"), code=code
    )
    stations = Station.objects.where_may(request.actor, "stations.browse").select_related("host")
    found = queries.parts(stations, row)
    expected, answered = sum(one.expected for one in found), sum(one.answered for one in found)
    context = {
        "organisation": row.organisation,
        "wave": row,
        "parts": found,
        "expected": expected,
        "answered": answered,
        "rate": rules.rate(answered, expected),
        "may_remind": row.survey.stage == "running" and request.actor.may("surveys.manage", row.organisation),
    }
    return page(request, "stations/wave.html", context)


@never_cache
@login_required
def bulletins(request: Request, code: str) -> HttpResponse:
    """List what the stations of an association reported."""
    body = _body(request, code, "stations.browse")
    rows = Bulletin.objects.where_may(request.actor, "stations.browse").filter(organisation=body).reported()
    found = queries.bulletins(rows, forms.Bulletins(request.GET).filters)
    return page(request, "stations/bulletins.html", {"organisation": body, "found": found})


@never_cache
@login_required
def overview(request: Request, code: str) -> HttpResponse:
    """Show those above the numbers of the stations below them, part by part."""
    bodies = Organisation.objects.where_may(request.actor, "stations.follow")
    body = get_object_or_404(bodies.associations(), code=code)
    year, years = rules.years(clock.today(), forms.Overview(request.GET).filters["year"])
    stations = Station.objects.where_may(request.actor, "stations.follow")
    context = {
        "organisation": body,
        "rows": queries.overview(stations, bodies, body, year),
        "links": queries.links(year, years, ""),
        "year": year,
        "way": way(bodies.associations(), body),
        "is_lowest": body.level == Level.COUNTY,
    }
    return page(request, "stations/overview.html", context)


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Let the figures be written as a table."""
    body = _body(request, code, "stations.browse")
    year, years = rules.years(clock.today(), request.GET.get("year", ""))
    form = forms.Export(request.POST or None, year=year, years=years)
    if attempt(request, form, actions.export, body):
        return moved(request, "jobs:show", vars(form)["result"].code)
    back = reverse("stations:browse", args=[code])
    return page(request, "stations/export.html", {"organisation": body, "form": form, "back": back})


@never_cache
@login_required
def hosted(request: Request, code: str) -> HttpResponse:
    """List the stations in a body."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "stations.run"), code=code)
    found = queries.figures(_hosted(request).filter(host=body), clock.today().year)
    return page(request, "stations/hosted.html", {"organisation": body, "rows": queries.ordered(found, "")})


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show a station: to those who run it with what they can do, to the association in numbers and bulletins."""
    hosted_, reached = _hosted(request), Station.objects.where_may(request.actor, "stations.browse")
    own = hosted_.filter(code=code).first()
    is_host = own is not None
    station = own or get_object_or_404(reached.select_related("organisation", "host"), code=code)
    rows = hosted_ if is_host else reached
    year = clock.today().year
    bulletins_ = station.bulletins.all() if is_host else station.bulletins.reported()
    context = _about(station, is_host=is_host) | {
        "figures": queries.figures(rows.filter(pk=station.pk), year)[0],
        "year": year,
        "waves": queries.waves(rows, station),
        "bulletins": bulletins_[: queries.SIZE],
        "silent": len(queries.silent(station)) if is_host else 0,
        "may_manage": not is_host and request.actor.may("stations.manage", station.organisation),
    }
    if is_host and station.ended_on is None:
        link = _link(request, station)
        context |= {"link": link, "qr": qr.picture(link)}
    return page(request, "stations/show.html", context)


def _link(request: Request, station: Station) -> str:
    return request.build_absolute_uri(reverse("stations:join", args=[station.code]))


@never_cache
@login_required
def panel(request: Request, code: str) -> HttpResponse:
    """Show those who run a station who sits on its panel, and who left out the last two waves."""
    station = get_object_or_404(_hosted(request), code=code)
    rows = Panelist.objects.where_may(request.actor, "stations.run")
    context = _about(station, is_host=True) | {
        "listing": queries.panel(rows, station, forms.Panel(request.GET).filters),
        "silent": queries.silent(station)[: queries.SIZE],
    }
    return page(request, "stations/panel.html", context)


@never_cache
@login_required
def invite(request: Request, code: str) -> HttpResponse:
    """Invite members to the panel."""
    station = get_object_or_404(_hosted(request), code=code)
    tags = Tag.objects.where_may(request.actor, "stations.run").filter(organisation=station.host)
    members = Member.objects.where_may(request.actor, "stations.run")
    form = forms.Invite(request.POST or None, groups=groups(tags, members))
    if attempt(request, form, actions.invite, station):
        return moved(request, "stations:show", code)
    people = queries.invited(station, Member.objects.published(), "").distinct().count()
    return page(request, "stations/invite.html", _about(station, is_host=True) | {"form": form, "people": people})


@never_cache
@login_required
def poster(request: Request, code: str) -> HttpResponse:
    """Show a page to be printed and hung up."""
    station = get_object_or_404(_hosted(request), code=code)
    link = _link(request, station)
    return page(request, "stations/poster.html", _about(station, is_host=True) | {"link": link, "qr": qr.picture(link)})


@never_cache
@login_required
def own(request: Request) -> HttpResponse:
    """Show on which panels one sits."""
    rows = Panelist.objects.of(request.actor).select_related("station__host", "station__organisation")
    return page(request, "stations/own.html", {"rows": rows.order_by("-id")})


@never_cache
@login_required
def join(request: Request, code: str) -> HttpResponse:
    """Show what one agrees to, and take the consent."""
    station = get_object_or_404(Station.objects.published().select_related("organisation", "host"), code=code)
    is_worker = queries.is_worker(station, Member.objects.of(request.actor))
    place = Panelist.objects.of(request.actor).holding().filter(station=station).first()
    form = forms.Join(request.POST or None, is_worker=is_worker)
    if attempt(request, form, actions.join, station):
        return moved(request, "stations:own")
    context = {
        "station": station,
        "place": place,
        "is_worker": is_worker,
        "words": rules.CONSENTS[place.wording if place else rules.CONSENT],
        "form": form,
    }
    return page(request, "stations/join.html", context)


@never_cache
@login_required
def leave(request: Request, code: str) -> HttpResponse:
    """Leave a panel."""
    rows = Panelist.objects.of(request.actor).filter(station__code=code).select_related("station")
    place = rows.order_by("-id").first()
    if place is None:
        raise Http404
    form = forms.Leave(request.POST or None)
    if attempt(request, form, actions.leave, place):
        return moved(request, "stations:own")
    return page(request, "stations/leave.html", {"form": form, "station": place.station})


@never_cache
@login_required
def write(request: Request, code: str) -> HttpResponse:
    """Write a bulletin."""
    station = get_object_or_404(_hosted(request), code=code)
    form = forms.Write(request.POST or None)
    if attempt(request, form, actions.write, station):
        return moved(request, "stations:bulletin", vars(form)["result"].code)
    return page(request, "stations/write.html", _about(station, is_host=True) | {"form": form})


def _written(request: Request, code: str) -> Bulletin:
    """Return a bulletin of a body in which one works."""
    bodies = Organisation.objects.where_may(request.actor, "stations.run")
    rows = Bulletin.objects.of(bodies).select_related("station__host", "station__organisation")
    return get_object_or_404(rows, code=code)


@never_cache
@login_required
def bulletin(request: Request, code: str) -> HttpResponse:
    """Show a bulletin: to those who wrote it, and, once it is reported, to the association."""
    bodies = Organisation.objects.where_may(request.actor, "stations.run")
    rows = ("station__host", "station__organisation")
    mine = Bulletin.objects.of(bodies).select_related(*rows).filter(code=code).first()
    reached = Bulletin.objects.where_may(request.actor, "stations.browse").reported().select_related(*rows)
    row = mine or get_object_or_404(reached, code=code)
    is_host = mine is not None
    may_manage = not is_host and request.actor.may("stations.manage", row.station.organisation)
    context = _about(row.station, is_host=is_host) | {"bulletin": row, "may_manage": may_manage}
    return page(request, "stations/bulletin.html", context)


@never_cache
@login_required
def change_bulletin(request: Request, code: str) -> HttpResponse:
    """Change a draft, or what was returned."""
    row = _written(request, code)
    initial = {"sort": row.sort, "title": row.title, "text": row.text, "period": row.period}
    form = forms.ChangeBulletin(request.POST or None, initial=initial, seen=row.revision)
    if attempt(request, form, actions.change_bulletin, row):
        return moved(request, "stations:bulletin", code)
    back = reverse("stations:bulletin", args=[code])
    context = _about(row.station, is_host=True) | {"bulletin": row, "form": form, "back": back}
    return page(request, "stations/change_bulletin.html", context)


@never_cache
@login_required
def report(request: Request, code: str) -> HttpResponse:
    """Report a bulletin."""
    row = _written(request, code)
    form = forms.Report(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.report, row):
        return moved(request, "stations:bulletin", code)
    back = reverse("stations:bulletin", args=[code])
    context = _about(row.station, is_host=True) | {"bulletin": row, "form": form, "back": back}
    return page(request, "stations/report.html", context)


@never_cache
@login_required
def handle(request: Request, code: str) -> HttpResponse:
    """Say what came of a bulletin."""
    reached = Bulletin.objects.where_may(request.actor, "stations.manage").reported()
    row = get_object_or_404(reached.select_related("station__host", "station__organisation"), code=code)
    form = forms.Handle(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.handle, row):
        return moved(request, "stations:bulletin", code)
    back = reverse("stations:bulletin", args=[code])
    context = _about(row.station, is_host=False) | {"bulletin": row, "form": form, "back": back}
    return page(request, "stations/handle.html", context)
