"""What came of a survey: results, single answers, tables."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.surveys import actions, forms
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import reports, subordinates
from kexie.areas.surveys.queries import results as queries
from kexie.areas.surveys.queries.bundling import revealed
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.engines.papers import queries as papers
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries import answers

REPORTS = {"docx": papers.findings_docx, "pdf": papers.findings_pdf}
MEDIA = {"png": "image/png", "svg": "image/svg+xml"}
ROWS = ("organisation", "questionnaire", "collection__questionnaire", "collection__version", "follows__questionnaire")


@never_cache
@login_required
def results(request: Request, code: str) -> HttpResponse:
    """Show what came of each question, live (FRM-08)."""
    survey = _browsed(request, code)
    narrow = queries.narrowed(survey, forms.Results(request.GET).filters["where"])
    found, versions = queries.summary(survey, narrow), queries.versions(survey)
    context = _about(request, survey) | {"narrow": narrow, "found": found, "versions": versions}
    return page(request, "surveys/results.html", context)


@never_cache
@login_required
def crosstab(request: Request, code: str) -> HttpResponse:
    """Set two questions against each other."""
    survey = _browsed(request, code)
    filters = forms.Crosstab(request.GET).filters
    narrow = queries.narrowed(survey, filters["where"])
    crossed = queries.crosstab(survey, narrow, down=filters["down"], across=filters["across"])
    return page(request, "surveys/crosstab.html", _about(request, survey) | {"narrow": narrow, "crossed": crossed})


@never_cache
@login_required
def compare(request: Request, code: str) -> HttpResponse:
    """Set the results beside those of the wave before (FRM-08)."""
    survey = _browsed(request, code)
    waves = Survey.objects.where_may(request.actor, "surveys.browse").published().select_related(*ROWS)
    former = get_object_or_404(waves, pk=survey.follows_id)
    return page(
        request, "surveys/compare.html", _about(request, survey) | {"compared": queries.compared(survey, former)}
    )


@never_cache
@login_required
def report(request: Request, code: str) -> HttpResponse:
    """Give the results as a Word document or as PDF; what stands in the way of a PDF is told before."""
    survey = _browsed(request, code)
    filters = forms.Report(request.GET).filters
    narrow = queries.narrowed(survey, filters["where"])
    crossed = queries.crosstab(survey, narrow, down=filters["down"], across=filters["across"])
    refused = ""
    if (kind := filters["kind"]) in REPORTS:
        made = reports.report(survey, narrow, crossed if filters["down"] else None)
        if kind == "docx" or not (refused := papers.lacking(made)) or "anyway" in request.GET:
            try:
                return _file(REPORTS[kind](made), made.title, kind)
            except ValidationError as refusal:
                refused = "".join(refusal.messages)
    context = {"narrow": narrow, "crossed": crossed, "filters": filters, "refused": refused}
    return page(request, "surveys/report.html", _about(request, survey) | context)


@never_cache
@login_required
def chart(request: Request, code: str) -> HttpResponse:
    """Give what came of one question as a picture."""
    survey = _browsed(request, code)
    filters = forms.Chart(request.GET).filters
    kind = filters["kind"] or "png"
    found = reports.picture(survey, queries.narrowed(survey, filters["where"]), filters["question"])
    if found is None or kind not in MEDIA:
        raise Http404
    finding, note = found
    try:
        content = papers.finding_picture(finding, note=note, kind=kind)
    except ValidationError as refusal:
        return HttpResponse("".join(refusal.messages), content_type="text/plain; charset=utf-8", status=503)
    return _file(content, f"{survey}{finding.heading}", kind)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""}
    return HttpResponse(content, content_type=MEDIA.get(kind) or KINDS[kind].media, headers=headers)


@never_cache
@login_required
def texts(request: Request, code: str) -> HttpResponse:
    """List what people wrote to a question."""
    survey = _browsed(request, code)
    rows = Response.objects.where_may(request.actor, "surveys.browse")
    found = queries.texts(rows, survey, forms.Texts(request.GET).filters)
    if found is None:
        raise Http404
    return page(request, "surveys/texts.html", _about(request, survey) | {"found": found})


@never_cache
@login_required
def words(request: Request, code: str) -> HttpResponse:
    """Show the words that many wrote to a question."""
    survey = _browsed(request, code)
    filters = forms.Words(request.GET).filters
    narrow = queries.narrowed(survey, filters["where"])
    worded = queries.words(survey, narrow, filters["question"])
    if worded is None:
        raise Http404
    return page(request, "surveys/words.html", _about(request, survey) | {"narrow": narrow, "worded": worded})


@never_cache
@login_required
def responses(request: Request, code: str) -> HttpResponse:
    """List the answers, void ones too."""
    survey = _browsed(request, code)
    rows = Response.objects.where_may(request.actor, "surveys.browse")
    context = queries.responses(rows, survey, forms.Responses(request.GET).filters)
    return page(request, "surveys/responses.html", _about(request, survey) | context)


@never_cache
@login_required
def response(request: Request, code: str) -> HttpResponse:
    """Show one answer; what is personal in it stays hidden."""
    found, survey = _response(request, code, "surveys.browse")
    context = _about(request, survey) | {
        "response": found,
        "said": answers.said(found),
        "has_personal": answers.has_personal(found.version.definition),
    }
    return page(request, "surveys/response.html", context)


@never_cache
@login_required
def reveal(request: Request, code: str) -> HttpResponse:
    """Show an answer with what is personal to somebody who says what for (SEC-06)."""
    found, survey = _response(request, code, "surveys.manage")
    form = forms.Reveal(request.POST or None)
    is_shown = attempt(request, form, actions.reveal, found)
    context = _about(request, survey) | {"response": found, "form": form, "is_shown": is_shown}
    if is_shown:
        context |= {"said": answers.said(found, in_full=True), "pass": revealed(request.actor, code)}
    return page(request, "surveys/reveal.html", context)


@never_cache
@login_required
def void(request: Request, code: str) -> HttpResponse:
    """Let an answer count no more."""
    found, survey = _response(request, code, "surveys.manage")
    if found.is_void:
        raise Http404
    form = forms.Void(request.POST or None, seen=found.revision)
    if attempt(request, form, actions.void, found):
        return moved(request, "surveys:response", code)
    back = reverse("surveys:response", args=[code])
    return page(request, "surveys/void.html", _about(request, survey) | {"response": found, "form": form, "back": back})


@never_cache
@login_required
def export(request: Request, code: str) -> HttpResponse:
    """Let the answers be written as a table."""
    survey = _managed(request, code)
    given = {"has_personal": queries.has_personal(survey), "has_roll": subordinates.has_roll(survey)}
    form = forms.Export(request.POST or None, **given, initial={"how": "labels"})
    if attempt(request, form, actions.export, survey):
        return moved(request, "jobs:show", vars(form)["result"].code)
    return page(request, "surveys/export.html", _about(request, survey) | {"form": form})


@never_cache
@login_required
def release(request: Request, code: str) -> HttpResponse:
    """Show the results to everybody, or no longer."""
    survey = _managed(request, code)
    form = forms.Release(request.POST or None, initial={"is_open": survey.are_results_open}, seen=survey.revision)
    if attempt(request, form, actions.release, survey):
        return moved(request, "surveys:results", code)
    address = request.build_absolute_uri(reverse("surveys:outcome", args=[code]))
    return page(request, "surveys/release.html", _about(request, survey) | {"form": form, "address": address})


@never_cache
def outcome(request: Request, code: str) -> HttpResponse:
    """Show the results of a survey to everybody, where its body opened them."""
    rows = Survey.objects.published().filter(are_results_open=True).select_related(*ROWS)
    survey = get_object_or_404(rows, code=code)
    context = {"survey": survey, "body": survey.organisation, "found": queries.outcome(survey)}
    return page(request, "surveys/outcome.html", context)


def _browsed(request: Request, code: str) -> Survey:
    rows = Survey.objects.where_may(request.actor, "surveys.browse").published().select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _managed(request: Request, code: str) -> Survey:
    rows = Survey.objects.where_may(request.actor, "surveys.manage").published().select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _response(request: Request, code: str, permission: str) -> tuple[Response, Survey]:
    """Return an answer that one may read, with its survey."""
    try:
        key = UUID(code)
    except ValueError:
        raise Http404 from None
    if permission == "surveys.manage":
        rows = Response.objects.where_may(request.actor, "surveys.manage")
    else:
        rows = Response.objects.where_may(request.actor, "surveys.browse")
    found = get_object_or_404(
        rows.select_related("version", "person", "organisation", "collection__organisation"), pk=key
    )
    surveys = Survey.objects.where_may(request.actor, "surveys.browse").select_related(*ROWS)
    return found, get_object_or_404(surveys, collection=found.collection_id)


def _about(request: Request, survey: Survey) -> dict[str, Any]:
    """Return what every page about a survey's results shows."""
    body = survey.organisation
    return {
        "organisation": body,
        "survey": survey,
        "may_manage": request.actor.may("surveys.manage", body),
        "back": reverse("surveys:results", args=[survey.code]),
    }
