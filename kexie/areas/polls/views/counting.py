"""What came of a poll: the ranking, single votes, where they came from, tables."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.polls import actions, forms
from kexie.areas.polls.models import Poll
from kexie.areas.polls.queries import counting
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries import answers

ROWS = ("organisation", "questionnaire", "collection__questionnaire", "collection__version")


@never_cache
@login_required
def results(request: Request, code: str) -> HttpResponse:
    """Show the ranking to staff, live."""
    poll = _browsed(request, code)
    return page(request, "polls/results.html", _about(request, poll) | {"found": counting.counted(poll)})


@never_cache
@login_required
def votes(request: Request, code: str) -> HttpResponse:
    """List the votes, void ones too."""
    poll = _browsed(request, code)
    rows = Response.objects.where_may(request.actor, "polls.browse")
    context = counting.votes(rows, poll, forms.Votes(request.GET).filters)
    return page(request, "polls/votes.html", _about(request, poll) | context)


@never_cache
@login_required
def sources(request: Request, code: str) -> HttpResponse:
    """List the networks that most votes came from, so that stuffing is seen."""
    poll = _browsed(request, code)
    rows = Response.objects.where_may(request.actor, "polls.browse")
    return page(request, "polls/sources.html", _about(request, poll) | {"rows": counting.sources(rows, poll)})


@never_cache
@login_required
def void_many(request: Request, code: str) -> HttpResponse:
    """Let all votes of one network count no more."""
    poll = _managed(request, code)
    asked = _origin(request)
    form = forms.VoidMany(request.POST or None, origin=asked)
    if attempt(request, form, actions.void_many, poll):
        return moved(request, "polls:sources", code)
    origin = form.data.get("origin", asked)[:16]
    rows = Response.objects.where_may(request.actor, "polls.manage").filter(collection=poll.collection, origin=origin)
    number = rows.valid().count() if origin else 0
    context = {"form": form, "origin": origin, "number": number, "back": reverse("polls:sources", args=[code])}
    return page(request, "polls/void_many.html", _about(request, poll) | context)


@never_cache
@login_required
def void(request: Request, code: str) -> HttpResponse:
    """Let a vote count no more."""
    found, poll = _vote(request, code)
    if found.is_void:
        raise Http404
    form = forms.Void(request.POST or None, seen=found.revision)
    if attempt(request, form, actions.void, found):
        return moved(request, "polls:votes", poll.code)
    context = {"response": found, "said": answers.said(found), "form": form}
    back = reverse("polls:votes", args=[poll.code])
    return page(request, "polls/void.html", _about(request, poll) | context | {"back": back})


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Let the votes be written as a table."""
    poll = _managed(request, code)
    form = forms.Export(request.POST or None, initial={"how": "labels"})
    if attempt(request, form, actions.export, poll):
        return moved(request, "jobs:show", vars(form)["result"].code)
    return page(request, "polls/export.html", _about(request, poll) | {"form": form})


@never_cache
@login_required
def release(request: Request, code: str) -> HttpResponse:
    """Fix anew when everybody may see the ranking."""
    poll = _managed(request, code)
    form = forms.Release(request.POST or None, initial={"ranking": poll.ranking}, seen=poll.revision)
    if attempt(request, form, actions.release, poll):
        return moved(request, "polls:results", code)
    address = request.build_absolute_uri(reverse("polls:outcome", args=[code]))
    return page(request, "polls/release.html", _about(request, poll) | {"form": form, "address": address})


def _origin(request: Request) -> str:
    """Return the network that an address means; nothing for none."""
    return forms.Votes(request.GET).filters["origin"]


def _browsed(request: Request, code: str) -> Poll:
    rows = Poll.objects.where_may(request.actor, "polls.browse").published().select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _managed(request: Request, code: str) -> Poll:
    rows = Poll.objects.where_may(request.actor, "polls.manage").published().select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _vote(request: Request, code: str) -> tuple[Response, Poll]:
    """Return a vote that one may declare void, with its poll."""
    try:
        key = UUID(code)
    except ValueError:
        raise Http404 from None
    rows = Response.objects.where_may(request.actor, "polls.manage").select_related("version", "person", "organisation")
    found = get_object_or_404(rows, pk=key)
    polls = Poll.objects.where_may(request.actor, "polls.manage").select_related(*ROWS)
    return found, get_object_or_404(polls, collection=found.collection_id)


def _about(request: Request, poll: Poll) -> dict[str, Any]:
    """Return what every page about a poll's votes shows."""
    body = poll.organisation
    return {
        "organisation": body,
        "poll": poll,
        "survey": poll,
        "collection": poll.collection,
        "may_manage": request.actor.may("polls.manage", body),
        "back": reverse("polls:results", args=[poll.code]),
    }
