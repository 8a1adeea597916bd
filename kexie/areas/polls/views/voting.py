"""What people see who vote; the address is public, whoever the poll is for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.accounts.actions import guesses
from kexie.areas.gatherings.queries import collection, state
from kexie.areas.gatherings.queries.visits import Visit
from kexie.areas.gatherings.rules import GUESSES
from kexie.areas.polls import actions, forms
from kexie.areas.polls.models import Poll
from kexie.areas.polls.queries import counting
from kexie.core.forms import Form
from kexie.core.requests import REFUSED, Request, attempt, moved, page
from kexie.engines.questionnaires.queries.sheets import compiled, sheet
from kexie.engines.questionnaires.rules import State
from kexie.foundation.people.rules import Counted, must_wait

ROWS = ("organisation", "questionnaire", "collection__version", "collection__questionnaire")


@never_cache
def vote(request: Request, code: str) -> HttpResponse:
    """Show what is voted on, and take the vote (PLL-01)."""
    poll = _published(code)
    visit = _visit(request, poll)
    if visit.is_locked and state(poll) == State.OPEN:
        return moved(request, "polls:unlock", code)
    definition, _ = compiled(collection(poll).version)
    given: dict[str, Any] = {"definition": definition, "respondent": visit.respondent, "is_locked": visit.is_locked}
    form = forms.Vote(request.POST or None, **given)
    if attempt(request, form, actions.vote, poll):
        return moved(request, "polls:thanks", code)
    hurdle = "" if form.is_bound else visit.hurdle
    typed, faults = (form.typed, form.faults) if form.is_bound else ({}, {})
    drawn = None if hurdle else sheet(
        definition, body=poll.organisation, typed=typed, faults=faults, seed=visit.seed
    )  # fmt: skip
    context = _about(request, poll) | {"form": form, "hurdle": hurdle, "visit": visit, "sheet": drawn}
    return visit.remembered(page(request, "polls/vote.html", context))


@never_cache
def thanks(request: Request, code: str) -> HttpResponse:
    """Say thanks, and lead to the ranking where it is shown."""
    poll = _published(code)
    definition, _ = compiled(collection(poll).version)
    return page(request, "polls/thanks.html", _about(request, poll) | {"words": definition.thanks})


@never_cache
def unlock(request: Request, code: str) -> HttpResponse:
    """Ask for the password; a signed cookie of a day then says that it was right."""
    poll = _published(code)
    visit = _visit(request, poll)
    if not visit.is_locked:
        return moved(request, "polls:vote", code)
    form = forms.Unlock(request.POST or None)
    keys = guesses.keyed({Counted.ADDRESS: f"{code} {visit.network}"}, what="survey")
    if _may_guess(request, form, keys) and attempt(request, form, actions.unlock, poll):
        guesses.forget(keys)
        return visit.unlocked(moved(request, "polls:vote", code))
    return page(request, "polls/unlock.html", _about(request, poll) | {"form": form})


@never_cache
def outcome(request: Request, code: str) -> HttpResponse:
    """Show the ranking to everybody, while the maker lets them see it (PLL-01)."""
    poll = _published(code)
    found = counting.counted(poll) if poll.is_ranking_shown else None
    return page(request, "polls/outcome.html", _about(request, poll) | {"found": found})


def _published(code: str) -> Poll:
    return get_object_or_404(Poll.objects.published().select_related(*ROWS), code=code)


def _visit(request: Request, poll: Poll) -> Visit:
    return Visit(request, poll, network=guesses.network(request.META.get("REMOTE_ADDR", "")))


def _may_guess(request: Request, form: Form, keys: Mapping[Counted, str]) -> bool:
    """Count the guess before it is made; once too often is told on the form (SEC-05)."""
    if request.method != "POST" or not form.is_valid():
        return True
    if not must_wait(guesses.count(keys, GUESSES), GUESSES):
        return True
    form.add_error(None, "试错的次数太多了，请过一小时再试，或者向主办单位核对口令。")
    vars(form)["status"] = REFUSED
    return False


def _about(request: Request, poll: Poll) -> dict[str, Any]:
    return {
        "poll": poll,
        "survey": poll,
        "body": poll.organisation,
        "collection": collection(poll),
        "signin": f"{reverse('accounts:signin')}?next={request.path}",
        "register": f"{reverse('accounts:register')}?next={request.path}",
    }
