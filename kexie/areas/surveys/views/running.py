"""Surveys as they are published, looked after and closed."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.membership.models import Member, Tag
from kexie.areas.surveys import actions, forms
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import papers, running
from kexie.areas.surveys.queries import subordinates as queries
from kexie.core import qr
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.papers import queries as drawn
from kexie.engines.questionnaires import rules as questionnaires
from kexie.foundation.organisations.models import Organisation


@never_cache
@login_required
def publish(request: Request, code: str) -> HttpResponse:
    """Publish a draft: for whom it is, from when to when; what is wrong with it is told before (SUR-01, FRM-07)."""
    survey = _managed(request, code)
    if survey.collection and request.method == "GET":
        return moved(request, "surveys:show", code)
    body = survey.organisation
    members, bodies = Member.objects.published(), Organisation.objects.published()
    tags = Tag.objects.where_may(request.actor, "surveys.manage").filter(organisation=body)
    groups, initial = running.groups(tags, members), {"audience": "link", "once": "device"}
    form = forms.Publish(request.POST or None, groups=groups, seen=survey.revision, initial=initial)
    if attempt(request, form, actions.publish, survey):
        return moved(request, "surveys:show", code)
    context = _about(survey) | {
        "form": form,
        "back": reverse("surveys:change", args=[code]),
        "flaws": running.flaws(survey),
        "reach": running.reach(members, bodies, body),
    }
    return page(request, "surveys/publish.html", context)


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show how a survey stands: its address, how many answered, who is still expected (FRM-10)."""
    rows = Survey.objects.where_may(request.actor, "surveys.browse")
    survey = get_object_or_404(rows.select_related(*ROWS), code=code)
    if survey.collection is None:
        return moved(request, "surveys:change" if _may(request, survey) else "surveys:preview", code)
    link = _link(request, survey)
    state = running.state(survey)
    context = _about(survey) | {
        "link": link,
        "qr": qr.picture(link),
        "state": state.value,
        "state_label": questionnaires.STATE_LABELS[state],
        "roll": running.roll(survey),
        "missing": running.missing(survey, **forms.Show(request.GET).filters),
        "drafts": survey.collection.drafts.count(),
        "may_manage": _may(request, survey),
    }
    return page(request, "surveys/show.html", context)


@never_cache
@login_required
def subordinates(request: Request, code: str) -> HttpResponse:
    """Show who of those who are expected has answered, body by body (FRM-08)."""
    rows = Survey.objects.where_may(request.actor, "surveys.browse").published().select_related(*ROWS)
    survey = get_object_or_404(rows, code=code)
    if not queries.has_roll(survey):
        raise Http404
    filters = forms.Subordinates(request.GET).filters
    bodies = Organisation.objects.where_may(request.actor, "directory.manage").under(survey.organisation)
    node = get_object_or_404(bodies, code=filters["under"]) if filters["under"] else survey.organisation
    found = queries.subordinates(
        survey, node, Member.objects.published(), after=filters["after"], before=filters["before"]
    )
    context = _about(survey) | {"found": found, "may_manage": _may(request, survey)}
    return page(request, "surveys/subordinates.html", context)


@never_cache
@login_required
def poster(request: Request, code: str) -> HttpResponse:
    """Show a page to be printed and hung up."""
    survey = _opened(request, code)
    link = _link(request, survey)
    return page(request, "surveys/poster.html", _about(survey) | {"link": link, "qr": qr.picture(link)})


@never_cache
@login_required
def paper(request: Request, code: str) -> HttpResponse:
    """Give the questionnaire as PDF, to be printed and filled in by hand (FRM-11)."""
    rows = Survey.objects.where_may(request.actor, "surveys.browse").select_related(*ROWS)
    survey = get_object_or_404(rows, code=code)
    blank = papers.blank(survey, link=_link(request, survey))
    refused = "" if "anyway" in request.GET else drawn.lacking(blank)
    if not refused:
        try:
            content = drawn.blank_pdf(blank)
        except ValidationError as refusal:
            refused = "".join(refusal.messages)
        else:
            named = content_disposition_header(as_attachment=True, filename=f"{survey}.pdf") or ""
            return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": named})
    return page(request, "surveys/paper.html", _about(survey) | {"refused": refused})


@never_cache
@login_required
def picture(request: Request, code: str) -> HttpResponse:
    """Give the QR code as a picture file."""
    survey = _opened(request, code)
    headers = {"Content-Disposition": f'attachment; filename="{survey.code}.png"'}
    return HttpResponse(qr.png(_link(request, survey), scale=16), content_type="image/png", headers=headers)


@never_cache
@login_required
def remind(request: Request, code: str) -> HttpResponse:
    """Remind those who are expected and have not answered."""
    survey = _opened(request, code)
    form = forms.Remind(request.POST or None)
    if attempt(request, form, actions.remind, survey):
        return moved(request, "surveys:show", code)
    return page(request, "surveys/remind.html", _about(survey) | {"form": form, "roll": running.roll(survey)})


@never_cache
@login_required
def extend(request: Request, code: str) -> HttpResponse:
    """Fix another closing time; what was closed goes on."""
    survey = _opened(request, code)
    initial = {"closes_at": survey.collection.closes_at if survey.collection else None}
    form = forms.Extend(request.POST or None, seen=survey.revision, initial=initial)
    if attempt(request, form, actions.extend, survey):
        return moved(request, "surveys:show", code)
    return page(request, "surveys/extend.html", _about(survey) | {"form": form})


@never_cache
@login_required
def close(request: Request, code: str) -> HttpResponse:
    """Take no more answers."""
    survey = _opened(request, code)
    form = forms.Close(request.POST or None)
    if attempt(request, form, actions.close, survey):
        return moved(request, "surveys:show", code)
    return page(request, "surveys/close.html", _about(survey) | {"form": form})


@never_cache
@login_required
def archive(request: Request, code: str) -> HttpResponse:
    """Put a closed survey away."""
    survey = _opened(request, code)
    form = forms.Archive(request.POST or None, seen=survey.revision)
    if attempt(request, form, actions.archive, survey):
        return moved(request, "surveys:show", code)
    return page(request, "surveys/archive.html", _about(survey) | {"form": form})


ROWS = ("organisation", "questionnaire", "collection__version")


def _managed(request: Request, code: str) -> Survey:
    rows = Survey.objects.where_may(request.actor, "surveys.manage").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _opened(request: Request, code: str) -> Survey:
    rows = Survey.objects.where_may(request.actor, "surveys.manage").published().select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _may(request: Request, survey: Survey) -> bool:
    return request.actor.may("surveys.manage", survey.organisation)


def _link(request: Request, survey: Survey) -> str:
    return request.build_absolute_uri(reverse("survey", args=[survey.code]))


def _about(survey: Survey) -> dict[str, object]:
    back = reverse("surveys:show", args=[survey.code])
    return {"organisation": survey.organisation, "survey": survey, "collection": survey.collection, "back": back}
