"""The files of answers: one by one, and all of them."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.surveys import actions, forms
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.bundling import is_revealed
from kexie.areas.surveys.queries.running import collection
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.engines.questionnaires.models import Attachment
from kexie.engines.questionnaires.queries import answers, bundles
from kexie.engines.questionnaires.rules import attaching


@never_cache
@login_required
def attachment(request: Request, code: str, name: str) -> HttpResponseBase:
    """Give a file of an answer to those who may read it; a signature after its answer was revealed (SEC-06)."""
    rows = Attachment.objects.where_may(request.actor, "surveys.browse").filter(collection__survey__isnull=False)
    is_shown = is_revealed(request.actor, code, request.GET.get("pass", ""))
    found = answers.attachment(rows, name, is_revealed=is_shown)
    if found is None or found.response is None or found.response.pk.hex != code:
        raise Http404
    return files.served(found.file, inline=True)


@never_cache
@login_required
def bundle(request: Request, code: str) -> HttpResponse:
    """Let all files be put into one archive."""
    rows = Survey.objects.where_may(request.actor, "surveys.manage").published()
    survey = get_object_or_404(rows.select_related("organisation", "questionnaire", "collection"), code=code)
    asked = bundles.asked(collection(survey))
    initial = {"folder": "response", "parts": attaching.USUAL, "question": ""}
    form = forms.Bundle(request.POST or None, asked=asked, initial=initial)
    if attempt(request, form, actions.bundle, survey):
        return moved(request, "jobs:show", vars(form)["result"].code)
    found = Attachment.objects.where_may(request.actor, "surveys.manage")
    number, size = bundles.size(found, collection(survey), [one.item.key for one in asked])
    context = {"organisation": survey.organisation, "survey": survey, "form": form, "number": number, "size": size}
    return page(request, "surveys/bundle.html", context | {"back": reverse("surveys:responses", args=[code])})
