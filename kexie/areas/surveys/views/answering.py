"""What people see who answer a survey; the address is public, whoever it is for."""

import secrets
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from django.conf import settings
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
from kexie.areas.surveys import actions, forms
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import answering, running
from kexie.core.forms import Form
from kexie.core.locks import Stale
from kexie.core.requests import CONFLICT, REFUSED, Request, attempt, moved, page
from kexie.engines.questionnaires import rules as questionnaires
from kexie.engines.questionnaires.models import Draft
from kexie.engines.questionnaires.queries.collecting import Respondent, mark_of
from kexie.engines.questionnaires.queries.sheets import compiled, sent, sheet
from kexie.engines.questionnaires.rules import Once, State
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import Counted, must_wait

DEVICE = "answering"  # the cookie by which a device answers once
YEAR, DAY = 365 * 86_400, 86_400


@never_cache
def answer(request: Request, code: str) -> HttpResponse:
    """Show the questionnaire, and take the answer."""
    survey = _published(request, code)
    if _is_locked(request, survey) and running.state(survey) == State.OPEN:
        return moved(request, "surveys:unlock", code)
    definition, _ = compiled(running.collection(survey).version)
    who, places = _respondent(request, survey)
    form = forms.Answer(
        request.POST or None,
        request.FILES or None,
        definition=definition,
        respondent=who,
        is_locked=_is_locked(request, survey),
    )
    if attempt(request, form, actions.answer, survey):
        return moved(request, "surveys:thanks", code)
    hurdle = "" if form.is_bound else _hurdle(survey, who)
    kept, seen = ({}, "") if hurdle else answering.draft(survey, who)
    person = Person.objects.of(request.actor).first()
    typed = form.typed if form.is_bound else kept or answering.started(survey, person)
    faults, seed = form.faults if form.is_bound else {}, _seed(who)
    draw = partial(sheet, definition, body=survey.organisation, collection=survey.collection)
    drawn = None if hurdle else draw(typed=typed, faults=faults, seed=seed)
    context = _about(request, survey, who) | {
        "form": form,
        "hurdle": hurdle,
        "places": places,
        "place": next((one for one in places if one.pk == who.organisation), None),
        "sheet": drawn,
        "seen": seen,
        "is_restored": bool(kept) and not form.is_bound,
    }
    return _marked(page(request, "surveys/answer.html", context), survey, who)


@never_cache
@require_POST
def save(request: Request, code: str) -> HttpResponse:
    """Keep what was typed so far; a script sends it every few seconds (FRM-06)."""
    survey = _published(request, code)
    form = forms.Save(request.POST or None)
    if not form.is_valid():
        return JsonResponse({"sentence": "没有收到填写的内容。"}, status=REFUSED)
    who, _ = _respondent(request, survey)
    try:
        seen = actions.save(survey, **form.cleaned_data, respondent=who, is_locked=_is_locked(request, survey))
    except Stale as stale:
        return JsonResponse(_other(stale.row), status=CONFLICT)
    except ValidationError as refusal:
        return JsonResponse({"sentence": "".join(refusal.messages)}, status=REFUSED)
    return JsonResponse({"seen": seen})


@never_cache
@require_POST
def attach(request: Request, code: str) -> HttpResponse:
    """Take a file while somebody answers, and tell under which code the answer may name it (FRM-01)."""
    survey = _published(request, code)
    definition, _ = compiled(running.collection(survey).version)
    who, _ = _respondent(request, survey)
    is_locked = _is_locked(request, survey)
    form = forms.Attach(request.POST, request.FILES, definition=definition, respondent=who, is_locked=is_locked)
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
    survey = _published(request, code)
    attempt(request, forms.Detach(request.POST), actions.detach, survey)
    return JsonResponse({})


@never_cache
def thanks(request: Request, code: str) -> HttpResponse:
    """Say thanks; the browser then forgets what it kept."""
    survey = _published(request, code)
    who, _ = _respondent(request, survey)
    definition, _ = compiled(running.collection(survey).version)
    return page(request, "surveys/thanks.html", _about(request, survey, who) | {"words": definition.thanks})


@never_cache
def change_answer(request: Request, code: str) -> HttpResponse:
    """Change one's own answer while answers are taken."""
    survey = _published(request, code)
    who, _ = _respondent(request, survey)
    own = answering.own(survey, who)
    collection = running.collection(survey)
    definition, _ = compiled(collection.version)
    context = _about(request, survey, who)
    if own is None or not context["is_changeable"]:
        return moved(request, "surveys:answer", code)
    form = forms.ChangeAnswer(request.POST or None, request.FILES or None, definition=definition, seen=own.revision)
    if attempt(request, form, actions.change_answer, own):
        return moved(request, "surveys:thanks", code)
    typed = form.typed if form.is_bound else answering.retyped(own)
    draw = partial(sheet, definition, body=survey.organisation, collection=collection)
    drawn = draw(typed=typed, faults=form.faults, seed=_seed(who))
    return page(request, "surveys/change_answer.html", context | {"form": form, "sheet": drawn, "own": own})


@never_cache
def unlock(request: Request, code: str) -> HttpResponse:
    """Ask for the password; a signed cookie of a day then says that it was right."""
    survey = _published(request, code)
    if not _is_locked(request, survey):
        return moved(request, "surveys:answer", code)
    form = forms.Unlock(request.POST or None)
    keys = _counted(request, code, "survey")
    if _may_guess(request, form, keys) and attempt(request, form, actions.unlock, survey):
        guesses.forget(keys)
        response = moved(request, "surveys:answer", code)
        response.set_signed_cookie(
            _lock(survey), _pass(survey), max_age=DAY, secure=settings.TLS, httponly=True, samesite="Lax"
        )
        return response
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


def _published(request: Request, code: str) -> Survey:
    del request
    rows = Survey.objects.published().select_related("organisation", "collection__version", "questionnaire")
    return get_object_or_404(rows, code=code)


def _respondent(request: Request, survey: Survey) -> tuple[Respondent, list[Organisation]]:
    """Whoever asks, and the organisations for which that person may answer, where it is organisations that do."""
    places: list[Organisation] = []
    chosen = None
    if survey.audience == "bodies":
        places = answering.places(Organisation.objects.where_may(request.actor, "surveys.fill"), survey)
        wanted = request.GET.get("for") or request.POST.get("for", "")
        chosen = next((one for one in places if one.code == wanted), places[0] if len(places) == 1 else None)
    once = Once(running.collection(survey).once)
    device = request.COOKIES.get(DEVICE, "") if once == Once.DEVICE else ""
    if once == Once.DEVICE and not device and request.method == "GET":
        device = secrets.token_urlsafe(24)  # given to the browser with the page
    return Respondent(request.actor.person, chosen.pk if chosen else None, device), places


def _hurdle(survey: Survey, who: Respondent) -> str:
    """What stands in the way of answering, as the template names it; empty for nothing."""
    state, once = running.state(survey), Once(running.collection(survey).once)
    needs_account = once in {Once.PERSON, Once.ORGANISATION}
    if state != State.OPEN:
        done = who.person is not None and answering.has_answered(survey, who)
        return "answered" if done else state.value
    if needs_account and who.person is None:
        return "signin"
    if not answering.is_addressed(survey, who):
        return "place" if survey.audience == "bodies" else "stranger"
    return "answered" if answering.has_answered(survey, who) else ""


def _about(request: Request, survey: Survey, who: Respondent) -> dict[str, Any]:
    collection = running.collection(survey)
    is_named = not collection.is_anonymous and who.person is not None
    state = running.state(survey)
    still = state in {State.OPEN, State.FULL} and collection.is_changeable
    return {
        "survey": survey,
        "body": survey.organisation,
        "collection": collection,
        "is_changeable": still and is_named and answering.own(survey, who) is not None,
        "refusal": questionnaires.REFUSALS.get(state, ""),
        "keep": f"{survey.code}:{_seed(who) if is_named else ''}",
        "save": reverse("surveys:save", args=[survey.code]) if is_named else "",
        "attach": reverse("surveys:attach", args=[survey.code]),
        "detach": reverse("surveys:detach", args=[survey.code]),
        "signin": f"{reverse('accounts:signin')}?next={request.path}",
        "register": f"{reverse('accounts:register')}?next={request.path}",
    }


def _seed(who: Respondent) -> str:
    """A word for whoever answers that says nothing: for the browser's memory and the order of choices."""
    return sha256(f"{settings.SECRET_KEY} {who.person} {who.organisation} {who.device}".encode()).hexdigest()[:12]


def _other(draft: Any) -> dict[str, Any]:  # noqa: ANN401 - the row of a Stale
    kept: Draft = draft
    files = sent(kept.collection, compiled(kept.collection.version)[0], answering.typed(kept))
    return {
        "typed": answering.typed(kept),
        "at": date_format(localtime(kept.saved_at), "n月j日 H:i"),
        "names": {code: file.name for code, file in files.items()},
        "seen": mark_of(kept),
    }


def _marked(response: HttpResponse, survey: Survey, who: Respondent) -> HttpResponse:
    """Give the browser the token by which this device answers once; the server keeps its digest alone."""
    if who.device and running.collection(survey).once == Once.DEVICE:
        response.set_cookie(DEVICE, who.device, max_age=YEAR, secure=settings.TLS, httponly=True, samesite="Lax")
    return response


def _lock(survey: Survey) -> str:
    return f"survey-{survey.code}"


def _pass(survey: Survey) -> str:
    return sha256(running.collection(survey).password.encode()).hexdigest()[:16]


def _is_locked(request: Request, survey: Survey) -> bool:
    if not running.collection(survey).password:
        return False
    return bool(request.get_signed_cookie(_lock(survey), "", max_age=DAY) != _pass(survey))
