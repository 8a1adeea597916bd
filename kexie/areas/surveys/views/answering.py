"""What people see who answer a survey; the address is public, whoever it is for."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kexie.areas.accounts.actions import guesses
from kexie.areas.gatherings import rules
from kexie.areas.gatherings.queries.visits import Visit
from kexie.areas.surveys import actions, forms
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import answering, running
from kexie.core.forms import Form
from kexie.core.locks import Stale
from kexie.core.requests import CONFLICT, REFUSED, Request, attempt, moved, page
from kexie.engines.questionnaires import rules as questionnaires
from kexie.engines.questionnaires.models import Draft
from kexie.engines.questionnaires.queries.collecting import mark_of
from kexie.engines.questionnaires.queries.sheets import compiled, sent, sheet
from kexie.engines.questionnaires.rules import State
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import Counted, must_wait

HEAVY = ("questionnaire__draft", "collection__codebook", "collection__version__data")  # not read by who only answers


@never_cache
def answer(request: Request, code: str) -> HttpResponse:
    """Show the questionnaire, and take the answer."""
    survey = _published(code)
    visit = Visit(request, survey)
    if visit.is_locked and running.state(survey) == State.OPEN:
        return moved(request, "surveys:unlock", code)
    definition, _ = compiled(running.collection(survey).version)
    form = forms.Answer(
        request.POST or None,
        request.FILES or None,
        definition=definition,
        respondent=visit.respondent,
        is_locked=visit.is_locked,
    )
    if attempt(request, form, actions.answer, survey):
        return moved(request, "surveys:thanks", code)
    hurdle = "" if form.is_bound else visit.hurdle
    kept, seen = ({}, "") if hurdle else answering.draft(survey, visit.respondent)
    person = Person.objects.of(request.actor).first()
    typed = form.typed if form.is_bound else kept or answering.started(survey, person)
    faults = form.faults if form.is_bound else {}
    draw = partial(sheet, definition, body=survey.organisation, collection=survey.collection)
    drawn = None if hurdle else draw(typed=typed, faults=faults, seed=visit.seed)
    context = _about(visit, survey) | {
        "form": form,
        "hurdle": hurdle,
        "places": visit.places,
        "place": visit.place,
        "sheet": drawn,
        "seen": seen,
        "is_restored": bool(kept) and not form.is_bound,
    }
    return visit.remembered(page(request, "surveys/answer.html", context))


@never_cache
@require_POST
def save(request: Request, code: str) -> HttpResponse:
    """Keep what was typed so far; a script sends it every few seconds (FRM-06)."""
    survey = _published(code)
    form = forms.Save(request.POST or None)
    if not form.is_valid():
        return JsonResponse({"sentence": "没有收到填写的内容。"}, status=REFUSED)
    visit = Visit(request, survey)
    given: dict[str, Any] = {"respondent": visit.respondent, "is_locked": visit.is_locked}
    try:
        seen = actions.save(survey, **form.cleaned_data, **given)
    except Stale as stale:
        return JsonResponse(_other(stale.row), status=CONFLICT)
    except ValidationError as refusal:
        return JsonResponse({"sentence": "".join(refusal.messages)}, status=REFUSED)
    return JsonResponse({"seen": seen})


@never_cache
@require_POST
def attach(request: Request, code: str) -> HttpResponse:
    """Take a file while somebody answers, and tell under which code the answer may name it (FRM-01)."""
    survey = _published(code)
    definition, _ = compiled(running.collection(survey).version)
    visit = Visit(request, survey)
    given: dict[str, Any] = {"respondent": visit.respondent, "is_locked": visit.is_locked}
    form = forms.Attach(request.POST, request.FILES, definition=definition, **given)
    keys = _counted(request, code, "attach")
    if must_wait(guesses.count(keys, rules.UPLOADS), rules.UPLOADS):
        return JsonResponse({"sentence": "从这个网络上传得太多了，请过一小时再试。"}, status=REFUSED)
    if attempt(request, form, actions.attach, survey):
        file = vars(form)["result"].file
        return JsonResponse({"code": file.code, "name": file.name})
    words = "".join(str(error) for errors in form.errors.values() for error in errors)
    return JsonResponse({"sentence": words}, status=REFUSED)


@never_cache
@require_POST
def detach(request: Request, code: str) -> HttpResponse:
    """Let go of a file that whoever answers took back."""
    survey = _published(code)
    attempt(request, forms.Detach(request.POST), actions.detach, survey)
    return JsonResponse({})


@never_cache
def thanks(request: Request, code: str) -> HttpResponse:
    """Say thanks; the browser then forgets what it kept."""
    survey = _published(code)
    definition, _ = compiled(running.collection(survey).version)
    context = _about(Visit(request, survey), survey) | {"words": definition.thanks}
    return page(request, "surveys/thanks.html", context)


@never_cache
def change_answer(request: Request, code: str) -> HttpResponse:
    """Change one's own answer while answers are taken."""
    survey = _published(code)
    visit = Visit(request, survey)
    own = answering.own(survey, visit.respondent)
    collection = running.collection(survey)
    definition, _ = compiled(collection.version)
    context = _about(visit, survey)
    if own is None or not context["is_changeable"]:
        return moved(request, "surveys:answer", code)
    form = forms.ChangeAnswer(request.POST or None, request.FILES or None, definition=definition, seen=own.revision)
    if attempt(request, form, actions.change_answer, own):
        return moved(request, "surveys:thanks", code)
    typed = form.typed if form.is_bound else answering.retyped(own)
    draw = partial(sheet, definition, body=survey.organisation, collection=collection)
    drawn = draw(typed=typed, faults=form.faults, seed=visit.seed)
    return page(request, "surveys/change_answer.html", context | {"form": form, "sheet": drawn, "own": own})


@never_cache
def unlock(request: Request, code: str) -> HttpResponse:
    """Ask for the password; a signed cookie of a day then says that it was right."""
    survey = _published(code)
    visit = Visit(request, survey)
    if not visit.is_locked:
        return moved(request, "surveys:answer", code)
    form = forms.Unlock(request.POST or None)
    keys = _counted(request, code, "survey")
    if _may_guess(request, form, keys) and attempt(request, form, actions.unlock, survey):
        guesses.forget(keys)
        return visit.unlocked(moved(request, "surveys:answer", code))
    return page(request, "surveys/unlock.html", {"survey": survey, "organisation": survey.organisation, "form": form})


def _counted(request: Request, code: str, what: str) -> dict[Counted, str]:
    """Return under which key it is counted what comes from one network."""
    network = guesses.network(request.META.get("REMOTE_ADDR", ""))
    return guesses.keyed({Counted.ADDRESS: f"{code} {network}"}, what=what)


def _may_guess(request: Request, form: Form, keys: Mapping[Counted, str]) -> bool:
    """Count the guess before it is made; once too often is told on the form (SEC-05)."""
    if request.method != "POST" or not form.is_valid():
        return True
    if not must_wait(guesses.count(keys, rules.GUESSES), rules.GUESSES):
        return True
    form.add_error(None, "试错的次数太多了，请过一小时再试，或者向发布单位核对口令。")
    vars(form)["status"] = REFUSED
    return False


def _published(code: str) -> Survey:
    rows = Survey.objects.published().select_related("organisation", "collection__version", "questionnaire")
    return get_object_or_404(rows.defer(*HEAVY), code=code)


def _about(visit: Visit, survey: Survey) -> dict[str, Any]:
    collection, who = running.collection(survey), visit.respondent
    is_named = not collection.is_anonymous and who.person is not None
    state = running.state(survey)
    still = state in {State.OPEN, State.FULL} and collection.is_changeable
    return {
        "survey": survey,
        "body": survey.organisation,
        "collection": collection,
        "is_changeable": still and is_named and answering.own(survey, who) is not None,
        "refusal": questionnaires.REFUSALS.get(state, ""),
        "keep": f"{survey.code}:{visit.seed if is_named else ''}",
        "save": reverse("surveys:save", args=[survey.code]) if is_named else "",
        "attach": reverse("surveys:attach", args=[survey.code]),
        "detach": reverse("surveys:detach", args=[survey.code]),
        "signin": f"{reverse('accounts:signin')}?next={visit.request.path}",
        "register": f"{reverse('accounts:register')}?next={visit.request.path}",
    }


def _other(draft: Any) -> dict[str, Any]:  # noqa: ANN401 - the row of a Stale
    kept: Draft = draft
    files = sent(kept.collection, compiled(kept.collection.version)[0], answering.typed(kept))
    return {
        "typed": answering.typed(kept),
        "at": date_format(localtime(kept.saved_at), "n月j日 H:i"),
        "names": {code: file.name for code, file in files.items()},
        "seen": mark_of(kept),
    }
