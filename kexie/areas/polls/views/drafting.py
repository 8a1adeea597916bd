"""Polls as they are begun, written and looked at before anybody votes."""

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from kexie.areas.polls import actions, forms
from kexie.areas.polls.models import Poll
from kexie.areas.polls.queries import drafting
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation

ROWS = ("organisation", "questionnaire")
# What the builder draws with.
ICONS = ("chevron-up", "chevron-down", "copy", "trash", "plus", "x", "grip-vertical", "photo")


def _managed(request: Request, code: str) -> Poll:
    """Return a poll that one may change."""
    rows = Poll.objects.where_may(request.actor, "polls.manage").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _about(poll: Poll) -> dict[str, object]:
    """Return what every page about a poll shows; parts shared with surveys know it by their word."""
    body = poll.organisation
    return {"organisation": body, "poll": poll, "survey": poll, "back": reverse("polls:browse", args=[body.code])}


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List a body's polls, the newest first, with how far each is."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "polls.browse"), code=code)
    rows = Poll.objects.where_may(request.actor, "polls.browse").filter(organisation=body)
    context = {
        "organisation": body,
        "desk_of": drafting.browse(rows, forms.Browse(request.GET).filters),
        "may_manage": request.actor.may("polls.manage", body),
    }
    return page(request, "polls/browse.html", context)


@never_cache
@login_required
def add(request: Request, code: str) -> HttpResponse:
    """Begin a poll: a title and what is voted on, or a copy of an earlier one."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "polls.manage").live(), code=code)
    known = Poll.objects.where_may(request.actor, "polls.manage").filter(organisation=body)
    form = forms.Add(request.POST or None, known=drafting.known(known), initial=forms.Add.begun(request.GET))
    if attempt(request, form, actions.add, body):
        return moved(request, "polls:change", vars(form)["result"].code)
    context = {"organisation": body, "form": form, "back": reverse("polls:browse", args=[code])}
    return page(request, "polls/add.html", context)


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Show the builder; what it sends is kept, and what is wrong with it told (FRM-03)."""
    poll = _managed(request, code)
    form = forms.Change(request.POST or None, seen=poll.questionnaire.revision)
    if request.method == "POST":
        attempt(request, form, actions.change, poll)
        return JsonResponse(drafting.answer(form), status=getattr(form, "status", 200))
    context = _about(poll) | {
        "builder": drafting.builder(poll),
        "icons": ICONS,
        "form": form,
        "is_writable": poll.collection_id is None,
    }
    return page(request, "polls/change.html", context)


@never_cache
@login_required
@require_POST
def illustrate(request: Request, code: str) -> HttpResponse:
    """Take a picture from the builder, and tell under which code the draft may name it."""
    poll = _managed(request, code)
    form = forms.Illustrate(request.POST, request.FILES)
    if attempt(request, form, actions.illustrate, poll):
        return JsonResponse({"picture": vars(form)["result"].file.code})
    return JsonResponse(drafting.answer(form), status=getattr(form, "status", 200))


@never_cache
@login_required
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type] # our request is a kind of theirs
def preview(request: Request, code: str) -> HttpResponse:
    """Show a poll as people will see it; the builder shows this page in a frame."""
    rows = Poll.objects.where_may(request.actor, "polls.browse").select_related(*ROWS)
    poll = get_object_or_404(rows, code=code)
    return page(request, "polls/preview.html", _about(poll) | drafting.preview(poll))


@never_cache
@login_required
def remove(request: Request, code: str) -> HttpResponse:
    """Delete a draft."""
    poll = _managed(request, code)
    form = forms.Remove(request.POST or None, seen=poll.revision)
    if attempt(request, form, actions.remove, poll):
        return moved(request, "polls:browse", poll.organisation.code)
    return page(request, "polls/remove.html", _about(poll) | {"form": form})
