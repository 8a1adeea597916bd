"""Papers are typed by one and looked through by another."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.surveys import actions, forms
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import entering
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.questionnaires.models import Entry

ROWS = ("organisation", "questionnaire", "collection__version")


@never_cache
@login_required
def enter(request: Request, code: str) -> HttpResponse:
    """Type a paper, and list those that wait for another's look (FRM-11)."""
    rows = Survey.objects.where_may(request.actor, "surveys.manage").published().select_related(*ROWS)
    survey = get_object_or_404(rows, code=code)
    form = forms.Enter(request.POST or None, definition=entering.definition(survey))
    if attempt(request, form, actions.enter, survey):
        return moved(request, "surveys:enter", code)
    papers = entering.waiting(Entry.objects.where_may(request.actor, "surveys.manage"), survey)
    context = _about(survey) | papers | {"form": form, "person": request.actor.person}
    context["sheet"] = entering.drawn(survey, typed=form.typed, faults=form.faults)
    return page(request, "surveys/enter.html", context)


@never_cache
@login_required
def confirm(request: Request, code: str) -> HttpResponse:
    """Look a paper through that another typed; then it counts."""
    entry, survey = _entry(request, code)
    if entry.is_counted and request.method == "GET":
        return moved(request, "surveys:enter", survey.code)
    form = forms.Confirm(request.POST or None, definition=entering.definition(survey), seen=entry.revision)
    if attempt(request, form, actions.confirm, entry):
        return moved(request, "surveys:enter", survey.code)
    typed = form.typed if form.is_bound else entering.typed(entry)
    context = _about(survey) | {"form": form, "entry": entry, "is_own": entry.person_id == request.actor.person}
    context["sheet"] = entering.drawn(survey, typed=typed, faults=form.faults)
    return page(request, "surveys/confirm.html", context)


@never_cache
@login_required
def discard(request: Request, code: str) -> HttpResponse:
    """Delete a paper that was typed by mistake and does not count yet."""
    entry, survey = _entry(request, code)
    form = forms.Discard(request.POST or None, seen=entry.revision)
    if attempt(request, form, actions.discard, entry):
        return moved(request, "surveys:enter", survey.code)
    back = reverse("surveys:enter", args=[survey.code])
    return page(request, "surveys/discard.html", _about(survey) | {"form": form, "entry": entry, "back": back})


def _entry(request: Request, code: str) -> tuple[Entry, Survey]:
    entry = get_object_or_404(
        Entry.objects.where_may(request.actor, "surveys.manage").select_related("collection", "person"), code=code
    )
    surveys = Survey.objects.where_may(request.actor, "surveys.manage").select_related(*ROWS)
    return entry, get_object_or_404(surveys, collection=entry.collection_id)


def _about(survey: Survey) -> dict[str, object]:
    back = reverse("surveys:show", args=[survey.code])
    return {"organisation": survey.organisation, "survey": survey, "back": back}
