"""Surveys as they are begun, written and looked at before anybody answers."""

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from kexie.areas.surveys import actions, forms, rules
from kexie.areas.surveys.models import Survey, SurveyQuerySet
from kexie.areas.surveys.queries import drafting
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.foundation.organisations.models import Organisation

ROWS = ("organisation", "questionnaire", "collection__version")
# What the builder draws with.
ICONS = ("chevron-up", "chevron-down", "copy", "trash", "plus", "x", "grip-vertical", "photo")


def _managed(request: Request, code: str) -> Survey:
    """Return a survey that one may change."""
    rows = Survey.objects.where_may(request.actor, "surveys.manage").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _browsed(request: Request, code: str) -> Survey:
    """Return a survey that one may read."""
    rows = Survey.objects.where_may(request.actor, "surveys.browse").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _known(request: Request, body: Organisation) -> SurveyQuerySet:
    """Return the surveys of a body that one may take from."""
    return Survey.objects.where_may(request.actor, "surveys.manage").filter(organisation=body)


def _about(survey: Survey) -> dict[str, object]:
    """Return what every page about a survey shows."""
    body = survey.organisation
    return {"organisation": body, "survey": survey, "back": reverse("surveys:browse", args=[body.code])}


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List a body's surveys, the newest first, with how far each is."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "surveys.browse"), code=code)
    rows = Survey.objects.where_may(request.actor, "surveys.browse").filter(organisation=body)
    context = {
        "organisation": body,
        "desk_of": drafting.browse(rows, forms.Browse(request.GET).filters),
        "may_manage": request.actor.may("surveys.manage", body),
    }
    return page(request, "surveys/browse.html", context)


@never_cache
@login_required
def add(request: Request, code: str) -> HttpResponse:
    """Begin a survey: blank, from a model, from pasted text, or as a copy of an earlier one."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "surveys.manage").live(), code=code)
    known = _known(request, body)
    form = forms.Add(
        request.POST or None, request.FILES or None, known=drafting.known(known), initial=forms.Add.begun(request.GET)
    )
    if attempt(request, form, actions.add, body):
        return moved(request, "surveys:change", vars(form)["result"].code)
    context = {"organisation": body, "form": form, "back": reverse("surveys:browse", args=[code])}
    return page(request, "surveys/add.html", context)


@never_cache
@login_required
def change(request: Request, code: str) -> HttpResponse:
    """Show the builder; what it sends is kept, and what is wrong with it told (FRM-03)."""
    survey = _managed(request, code)
    form = forms.Change(request.POST or None, seen=survey.questionnaire.revision)
    if request.method == "POST":
        attempt(request, form, actions.change, survey)
        return JsonResponse(drafting.answer(form), status=getattr(form, "status", 200))
    context = _about(survey) | {
        "builder": drafting.builder(survey, drafting.known(_known(request, survey.organisation))),
        "is_writable": drafting.is_writable(survey),
        "icons": ICONS,
        "form": form,
    }
    return page(request, "surveys/change.html", context)


@never_cache
@login_required
def borrow(request: Request, code: str) -> HttpResponse:
    """Tell the builder the questions of another survey of the same body, or of a model, to choose from (FRM-03)."""
    survey = _managed(request, code)
    found = drafting.borrowed(_known(request, survey.organisation), forms.Borrow(request.GET).filters["source"])
    if found is None:
        raise Http404
    return JsonResponse({"items": found})


@never_cache
@login_required
@require_POST
def illustrate(request: Request, code: str) -> HttpResponse:
    """Take a picture from the builder, and tell under which code the draft may name it."""
    survey = _managed(request, code)
    form = forms.Illustrate(request.POST, request.FILES)
    if attempt(request, form, actions.illustrate, survey):
        return JsonResponse({"picture": vars(form)["result"].file.code})
    return JsonResponse(drafting.answer(form), status=getattr(form, "status", 200))


@never_cache
@login_required
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type] # our request is a kind of theirs
def preview(request: Request, code: str) -> HttpResponse:
    """Show a questionnaire as people will see it; the builder shows this page in a frame."""
    survey = _browsed(request, code)
    return page(
        request, "surveys/preview.html", _about(survey) | drafting.preview(survey, is_draft="draft" in request.GET)
    )


@never_cache
@login_required
def xlsform(request: Request, code: str) -> HttpResponse:
    """Give the questionnaire as the spreadsheet that ODK and KoboToolbox read (FRM-03)."""
    survey = _browsed(request, code)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{survey}.xlsx") or ""}
    return HttpResponse(drafting.spreadsheet(survey), content_type=KINDS["xlsx"].media, headers=headers)


@never_cache
@login_required
def renew(request: Request, code: str) -> HttpResponse:
    """Show what a new version changes of the questions that people answer, and let them answer it (FRM-05)."""
    rows = Survey.objects.where_may(request.actor, "surveys.manage").published().select_related(*ROWS)
    survey = get_object_or_404(rows, code=code)
    form = forms.Renew(request.POST or None, seen=survey.questionnaire.revision, initial={"what": rules.RENEW})
    if attempt(request, form, actions.renew, survey):
        return moved(request, "surveys:show", code)
    context = _about(survey) | {"form": form, "renewal": drafting.renewal(survey)}
    return page(request, "surveys/renew.html", context | {"back": reverse("surveys:change", args=[code])})


@never_cache
@login_required
def remove(request: Request, code: str) -> HttpResponse:
    """Delete a draft."""
    survey = _managed(request, code)
    form = forms.Remove(request.POST or None, seen=survey.revision)
    if attempt(request, form, actions.remove, survey):
        return moved(request, "surveys:browse", survey.organisation.code)
    return page(request, "surveys/remove.html", _about(survey) | {"form": form})
