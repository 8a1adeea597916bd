"""The evaluation of one body: as it fills it in, as reviewers score it, as both read it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kexie.areas.evaluations import actions, forms, queries
from kexie.areas.evaluations.models import Evaluation, Evidence, Score
from kexie.areas.evaluations.rules import Stage, sheets, stages
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.engines.files.rules import KINDS as FILES
from kexie.engines.papers import queries as papers
from kexie.foundation.organisations.models import Organisation

ROWS = ("sheet", "organisation", "body")
PARTS = {str(number) for number in range(1, sheets.MAX_CRITERIA + 1)}  # of a form, as they stand in addresses


def _own(request: Request, code: str) -> Evaluation:
    """Return an evaluation of a body in which one works."""
    bodies = Organisation.objects.where_may(request.actor, "evaluations.fill")
    return get_object_or_404(Evaluation.objects.of(bodies).select_related(*ROWS), code=code)


def _reviewed(request: Request, code: str) -> Evaluation:
    """Return an evaluation that one may review."""
    rows = Evaluation.objects.where_may(request.actor, "evaluations.review").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _managed(request: Request, code: str) -> Evaluation:
    """Return an evaluation of a sheet that one may change."""
    rows = Evaluation.objects.where_may(request.actor, "evaluations.manage").select_related(*ROWS)
    return get_object_or_404(rows, code=code)


def _about(evaluation: Evaluation, *, is_own: bool) -> dict[str, object]:
    return {
        "evaluation": evaluation,
        "sheet": evaluation.sheet,
        "organisation": evaluation.body if is_own else evaluation.organisation,
        "is_own": is_own,
        "back": reverse("evaluations:show", args=[evaluation.code]),
    }


def _part(evaluation: Evaluation, number: int) -> tuple[list[dict[str, object]], list[Score]]:
    """Return all headings of an evaluation, and the items of one."""
    groups = queries.evaluations.grouped(evaluation, queries.evaluations.scores_of(evaluation))
    if not 1 <= number <= len(groups):
        raise Http404
    return groups, [item["score"] for item in groups[number - 1]["items"]]


@never_cache
@login_required
def evaluated(request: Request, code: str) -> HttpResponse:
    """Show a body its evaluations over the years."""
    bodies = Organisation.objects.where_may(request.actor, "evaluations.fill")
    body = get_object_or_404(bodies, code=code)
    found = queries.evaluations.history(Evaluation.objects.of(bodies), bodies, code)
    return page(request, "evaluations/evaluated.html", {"organisation": body, "rows": found})


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show an evaluation: to the body, which reads points when they are published, and to those who score."""
    bodies = Organisation.objects.where_may(request.actor, "evaluations.fill")
    own = Evaluation.objects.of(bodies).filter(code=code).select_related(*ROWS).first()
    reached = Evaluation.objects.where_may(request.actor, "evaluations.browse").select_related(*ROWS)
    evaluation = own or get_object_or_404(reached, code=code)
    desk = evaluation.organisation
    rows = queries.evaluations.scores_of(evaluation)
    is_own = own is not None
    headings = list(dict.fromkeys(row.criterion.heading for row in rows))
    may_review = not is_own and request.actor.may("evaluations.review", desk)
    sees = not is_own or queries.evaluations.visible(evaluation)
    context = _about(evaluation, is_own=is_own) | {
        "groups": queries.evaluations.grouped(evaluation, rows),
        "label": queries.evaluations.told(evaluation) if is_own else evaluation.get_stage_display(),
        "colour": queries.evaluations.colour(evaluation.stage),
        "standing": queries.evaluations.standing(evaluation, clock.today()),
        "missing": queries.evaluations.missing(evaluation, rows) if is_own and evaluation.is_filling else [],
        "may_fill": is_own and evaluation.is_filling and clock.today() <= evaluation.due,
        "covered": queries.evaluations.covered(evaluation.sheet, request.actor.person, headings) if may_review else [],
        "unscored": sum(row.points is None for row in rows),
        "may_review": may_review and evaluation.is_scoring,
        "may_conclude": may_review and evaluation.stage in {Stage.SUBMITTED, Stage.OVERDUE},
        "may_return": may_review and evaluation.stage in {Stage.SUBMITTED, Stage.REVIEWED},
        "may_manage": not is_own and request.actor.may("evaluations.manage", desk),
        "may_extend": evaluation.stage in stages.EXTENDING,
        "sees": sees,
        "objection": getattr(evaluation, "objection", None),
        "may_contest": is_own
        and sees
        and not hasattr(evaluation, "objection")
        and evaluation.contest_until is not None
        and clock.today() <= evaluation.contest_until,
        "steps": [step for step in evaluation.steps.all() if sees or not step.is_internal],
        "same": evaluation.body.evaluations.at(Stage.RELEASED).exclude(pk=evaluation.pk).select_related("sheet")
        if is_own
        else Evaluation.objects.where_may(request.actor, "evaluations.browse")
        .filter(body=evaluation.body)
        .exclude(pk=evaluation.pk)
        .select_related("sheet"),
    }
    return page(request, "evaluations/show.html", context)


@never_cache
@login_required
def fill(request: Request, code: str, number: int) -> HttpResponse:
    """Write the own score of the items of a heading; what is written is kept as a draft."""
    evaluation = _own(request, code)
    groups, scores = _part(evaluation, number)
    open_ = [row for row in scores if queries.evaluations.may_fill(evaluation, row)]
    form = forms.Fill(request.POST or None, scores=open_, seen=evaluation.revision)
    if attempt(request, form, actions.fill, evaluation):
        score = request.POST.get("attach", "")
        if score in {str(row.pk) for row in open_}:
            return moved(request, f"{reverse('evaluations:attach', args=[code, score])}?part={number}")
        return _kept(request, "evaluations:fill", code, number, of=len(groups))
    context = _about(evaluation, is_own=True) | _filled(request, form, groups, number)
    return page(request, "evaluations/fill.html", context)


def _kept(request: Request, route: str, code: str, number: int, *, of: int) -> HttpResponse:
    """Lead on to the next heading, to the same one, or back to the evaluation, by the button that was pressed."""
    if "next" in request.POST and number < of:
        return moved(request, route, code, number + 1)
    if "stay" in request.POST:
        return moved(request, f"{reverse(route, args=[code, number])}?saved=1")
    return moved(request, "evaluations:show", code)


def _filled(
    request: Request, form: forms.Fill | forms.Review, groups: list[dict[str, object]], number: int
) -> dict[str, object]:
    """Return what the page of a heading's items shows."""
    return {
        "form": form,
        "groups": groups,
        "group": form.beside(groups[number - 1]),
        "number": number,
        "has_next": number < len(groups),
        "is_saved": request.method == "GET" and "saved" in request.GET,
    }


@never_cache
@login_required
def attach(request: Request, code: str, number: int) -> HttpResponse:
    """Hand in files for an item, or take them back."""
    evaluation = _own(request, code)
    score = get_object_or_404(evaluation.scores.select_related("criterion", "evaluation"), pk=number)
    evidence = list(score.evidence.select_related("file"))
    form = forms.Attach(request.POST or None, request.FILES or None, evidence=evidence, seen=evaluation.revision)
    context = _about(evaluation, is_own=True) | {"form": form, "score": score}
    if (part := request.GET.get("part", "")) in PARTS:
        context["back"] = reverse("evaluations:fill", args=[code, int(part)])
    if attempt(request, form, actions.attach, score):
        return moved(request, str(context["back"]))
    return page(request, "evaluations/attach.html", context)


@never_cache
@login_required
def evidence(request: Request, code: str, number: int) -> HttpResponseBase:
    """Give a file that a body handed in: shown in the browser where that is safe, else to be kept."""
    bodies = Organisation.objects.where_may(request.actor, "evaluations.fill")
    here = {"score__evaluation__code": code, "pk": number}
    own = Evidence.objects.of(bodies).filter(**here).select_related("file").first()
    reached = Evidence.objects.where_may(request.actor, "evaluations.browse").handed_in().select_related("file")
    found = own or get_object_or_404(reached, **here)
    return files.served(found.file, inline="keep" not in request.GET)


@never_cache
@login_required
def submit(request: Request, code: str) -> HttpResponse:
    """Hand the own score to the reviewers."""
    evaluation = _own(request, code)
    form = forms.Submit(request.POST or None, seen=evaluation.revision)
    if attempt(request, form, actions.submit, evaluation):
        return moved(request, "evaluations:show", code)
    return page(request, "evaluations/submit.html", _about(evaluation, is_own=True) | {"form": form})


@never_cache
@login_required
def review(request: Request, code: str, number: int) -> HttpResponse:
    """Score the items of a heading beside what the body says and proves."""
    evaluation = _reviewed(request, code)
    groups, scores = _part(evaluation, number)
    form = forms.Review(request.POST or None, scores=scores, seen=evaluation.revision)
    if attempt(request, form, actions.review, evaluation):
        return _kept(request, "evaluations:review", code, number, of=len(groups))
    context = _about(evaluation, is_own=False) | _filled(request, form, groups, number)
    return page(request, "evaluations/review.html", context)


@never_cache
@login_required
def return_(request: Request, code: str) -> HttpResponse:
    """Return items that are to be completed."""
    evaluation = _reviewed(request, code)
    scores = queries.evaluations.scores_of(evaluation)
    form = forms.Return(request.POST or None, scores=scores, seen=evaluation.revision)
    if attempt(request, form, actions.return_, evaluation):
        return moved(request, "evaluations:show", code)
    return page(request, "evaluations/return_.html", _about(evaluation, is_own=False) | {"form": form})


@never_cache
@login_required
def conclude(request: Request, code: str) -> HttpResponse:
    """End the review of a body."""
    evaluation = _reviewed(request, code)
    initial = {"feedback": evaluation.feedback}
    form = forms.Conclude(request.POST or None, initial=initial, seen=evaluation.revision)
    if attempt(request, form, actions.conclude, evaluation):
        return moved(request, "evaluations:show", code)
    return page(request, "evaluations/conclude.html", _about(evaluation, is_own=False) | {"form": form})


@never_cache
@login_required
def extend(request: Request, code: str) -> HttpResponse:
    """Give a body more time."""
    evaluation = _managed(request, code)
    form = forms.Extend(request.POST or None, seen=evaluation.revision)
    if attempt(request, form, actions.extend, evaluation):
        return moved(request, "evaluations:show", code)
    return page(request, "evaluations/extend.html", _about(evaluation, is_own=False) | {"form": form})


@never_cache
@login_required
def contest(request: Request, code: str) -> HttpResponse:
    """Object to a result."""
    evaluation = _own(request, code)
    form = forms.Contest(request.POST or None, seen=evaluation.revision)
    if attempt(request, form, actions.contest, evaluation):
        return moved(request, "evaluations:show", code)
    return page(request, "evaluations/contest.html", _about(evaluation, is_own=True) | {"form": form})


@never_cache
@login_required
def answer(request: Request, code: str) -> HttpResponse:
    """Answer an objection, and correct points where they were wrong."""
    evaluation = _managed(request, code)
    if not hasattr(evaluation, "objection"):
        raise Http404
    scores = queries.evaluations.scores_of(evaluation)
    form = forms.Answer(request.POST or None, scores=scores, seen=evaluation.revision)
    if attempt(request, form, actions.answer, evaluation):
        return moved(request, "evaluations:show", code)
    context = _about(evaluation, is_own=False) | {"form": form, "objection": evaluation.objection}
    return page(request, "evaluations/answer.html", context)


@never_cache
@login_required
def ranking(request: Request, code: str) -> HttpResponse:
    """Show a body the ranking, where the association publishes it."""
    evaluation = _own(request, code)
    sheet = evaluation.sheet
    if not (sheet.is_released and sheet.is_ranking_open):
        raise Http404
    found = queries.evaluations.ranking(sheet.evaluations.all(), sheet, forms.Ranking(request.GET).filters)
    return page(request, "evaluations/ranking.html", _about(evaluation, is_own=True) | {"found": found})


@never_cache
@login_required
def letter(request: Request, code: str) -> HttpResponse:
    """Give the result as an official paper: PDF, or Word."""
    bodies = Organisation.objects.where_may(request.actor, "evaluations.fill")
    own = Evaluation.objects.of(bodies).filter(code=code).select_related(*ROWS).first()
    reached = Evaluation.objects.where_may(request.actor, "evaluations.browse").select_related(*ROWS)
    evaluation = own or get_object_or_404(reached, code=code)
    if not queries.evaluations.visible(evaluation):
        raise Http404
    paper, name = queries.papers.letter(evaluation), f"{evaluation.name}{evaluation.sheet.year}年度考核结果"
    if request.GET.get("as") == "word":
        return _file(papers.official_docx(paper), name, "docx")
    try:
        return _file(papers.official_pdf(paper), name, "pdf")
    except ValidationError as refusal:  # such as without fonts
        return HttpResponse("".join(refusal.messages), content_type="text/plain; charset=utf-8", status=503)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    shown = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    return HttpResponse(content, content_type=FILES[kind].media, headers={"Content-Disposition": shown})
