"""What a body has joined, and who has joined it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.affiliations import actions, forms, queries, rules
from kexie.areas.affiliations.models import Accession, BranchMember, Delegate
from kexie.core import clock
from kexie.core.applications import Stage
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files import queries as files
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet, Relation
from kexie.foundation.organisations.rules import Edge


@never_cache
@login_required
def joined(request: Request, code: str) -> HttpResponse:
    """Show what a body has joined, what that lets it do, and what it may join."""
    body = _joiner(Organisation.objects.where_may(request.actor, "affiliations.read"), code)
    context = {
        "organisation": body,
        "memberships": queries.memberships(body),
        "accessions": queries.of_body(Accession.objects.of(body.pk)),
        "candidates": [one for one in _candidates(body) if not one.is_joined],
        "rights": rules.RIGHTS.values(),
        "duties": rules.DUTIES,
        "may_join": request.actor.may("affiliations.join", body),
    }
    return page(request, "affiliations/joined.html", context)


@never_cache
@login_required
def apply(request: Request, code: str) -> HttpResponse:
    """Ask another body to be taken as its group member."""
    body = _joiner(Organisation.objects.where_may(request.actor, "affiliations.join"), code)
    candidates = _candidates(body)
    form = forms.Apply(request.POST or None, request.FILES or None, candidates=candidates)
    if attempt(request, form, actions.apply, body):
        return moved(request, "affiliations:show", vars(form)["result"].code)
    context = {"organisation": body, "form": form, "candidates": candidates, "back": _joined(body)}
    return page(request, "affiliations/apply.html", context)


@never_cache
@login_required
def show(request: Request, code: str) -> HttpResponse:
    """Show an accession: to the body that asks, and at the desk that decides."""
    reached = Accession.objects.where_may(request.actor, "affiliations.browse").select_related("organisation", "body")
    row = reached.filter(code=code).first() or _own(
        Organisation.objects.where_may(request.actor, "affiliations.read"), code
    )
    is_own = not request.actor.may("affiliations.browse", row.organisation)
    is_mine = row.applicant_id == request.actor.person
    may_join = request.actor.may("affiliations.join", row.body)
    context = {
        "accession": row,
        "organisation": row.body if is_own else row.organisation,
        "is_own": is_own,
        "is_mine": is_mine,
        "steps": row.steps.all(),
        "bar": queries.bar(row),
        "turn": queries.turn(row),
        "article": rules.ARTICLES[rules.Way(row.way)],
        "lacking": queries.lacking(row.body, rules.Way(row.way)) if row.is_open else [],
        "may_review": row.is_waiting and not is_mine and request.actor.may("affiliations.review", row.organisation),
        "may_amend": may_join and row.stage == Stage.RETURNED,
        "may_withdraw": may_join and row.is_open,
    }
    return page(request, "affiliations/show.html", context)


@never_cache
@login_required
def proof(request: Request, code: str) -> HttpResponseBase:
    """Give the file that proves an accession, to be kept and never shown inside a page."""
    reached = Accession.objects.where_may(request.actor, "affiliations.browse").filter(code=code)
    row = reached.select_related("proof").first() or _own(
        Organisation.objects.where_may(request.actor, "affiliations.read"), code
    )
    if row.proof is None:
        raise Http404
    return files.served(row.proof)


@never_cache
@login_required
def amend(request: Request, code: str) -> HttpResponse:
    """Mend a returned accession and send it in again."""
    row = _own(Organisation.objects.where_may(request.actor, "affiliations.join"), code)
    given = (request.POST or None, request.FILES or None)
    form = forms.Amend(*given, seen=row.revision, initial={"statement": row.statement})
    if attempt(request, form, actions.amend, row):
        return moved(request, "affiliations:show", code)
    return page(request, "affiliations/amend.html", _about(row, row.body) | {"form": form})


@never_cache
@login_required
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take an accession back."""
    row = _own(Organisation.objects.where_may(request.actor, "affiliations.join"), code)
    form = forms.Withdraw(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.withdraw, row):
        return moved(request, "affiliations:show", code)
    return page(request, "affiliations/withdraw.html", _about(row, row.body) | {"form": form})


@never_cache
@login_required
def browse(request: Request, code: str) -> HttpResponse:
    """List a body's group members, and the accessions to it."""
    body = _host(Organisation.objects.where_may(request.actor, "affiliations.browse"), code)
    form = forms.Browse(request.GET)
    rows = Accession.objects.where_may(request.actor, "affiliations.browse")
    parts = BranchMember.objects.where_may(request.actor, "affiliations.browse")
    context = {
        "organisation": body,
        "desk_of": queries.desk(rows, body, form.filters),
        "days": rules.REVIEW_DAYS,
        "may_review": request.actor.may("affiliations.review", body),
        "branches": queries.branches(parts, body),
        "free": queries.free(parts, body),
    }
    return page(request, "affiliations/browse.html", context)


@never_cache
@login_required
def return_(request: Request, code: str) -> HttpResponse:
    """Return an accession with a reason."""
    row = _reviewed(request, code)
    form = forms.Return(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.return_, row):
        return moved(request, "affiliations:show", code)
    return page(request, "affiliations/return_.html", _about(row, row.organisation) | {"form": form})


@never_cache
@login_required
def refuse(request: Request, code: str) -> HttpResponse:
    """Refuse an accession with a reason."""
    row = _reviewed(request, code)
    form = forms.Refuse(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.refuse, row):
        return moved(request, "affiliations:show", code)
    return page(request, "affiliations/refuse.html", _about(row, row.organisation) | {"form": form})


@never_cache
@login_required
def accept(request: Request, code: str) -> HttpResponse:
    """Take the body as a group member."""
    row = _reviewed(request, code)
    form = forms.Accept(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.accept, row):
        return moved(request, "affiliations:show", code)
    return page(request, "affiliations/accept.html", _about(row, row.organisation) | {"form": form})


@never_cache
@login_required
def leave(request: Request, code: str, number: int) -> HttpResponse:
    """Ask to leave."""
    relation = _membership(request, code, number)
    form = forms.Leave(request.POST or None)
    if attempt(request, form, actions.leave, relation):
        return moved(request, "affiliations:joined", code)
    return page(request, "affiliations/leave.html", _of(relation) | {"form": form})


@never_cache
@login_required
def stay(request: Request, code: str, number: int) -> HttpResponse:
    """Take the wish to leave back."""
    relation = _membership(request, code, number)
    form = forms.Stay(request.POST or None)
    if attempt(request, form, actions.stay, relation):
        return moved(request, "affiliations:joined", code)
    return page(request, "affiliations/stay.html", _of(relation) | {"form": form})


@never_cache
@login_required
def confirm_leaving(request: Request, code: str, number: int) -> HttpResponse:
    """Confirm that a group member has left."""
    body = _host(Organisation.objects.where_may(request.actor, "affiliations.review"), code)
    rows = Relation.objects.of(body.pk).filter(edge=Edge.GROUP_MEMBER_OF).select_related("subject", "object")
    relation = get_object_or_404(rows, pk=number)
    form = forms.ConfirmLeaving(request.POST or None)
    if attempt(request, form, actions.confirm_leaving, relation):
        return moved(request, "affiliations:browse", code)
    return page(request, "affiliations/confirm_leaving.html", _at(body) | {"relation": relation, "form": form})


@never_cache
@login_required
def name_delegate(request: Request, code: str, number: int) -> HttpResponse:
    """Name whom the body sends."""
    relation = _membership(request, code, number)
    form = forms.NameDelegate(request.POST or None, initial={"since": clock.today()})
    if attempt(request, form, actions.name_delegate, relation):
        return moved(request, "affiliations:joined", code)
    return page(request, "affiliations/name_delegate.html", _of(relation) | {"form": form})


@never_cache
@login_required
def end_delegate(request: Request, number: int) -> HttpResponse:
    """End somebody's time as a delegate."""
    rows = Delegate.objects.where_may(request.actor, "affiliations.join").current()
    row = get_object_or_404(rows.select_related("relation__subject", "relation__object"), pk=number)
    form = forms.EndDelegate(request.POST or None, seen=row.revision, initial={"until": clock.today()})
    if attempt(request, form, actions.end_delegate, row):
        return moved(request, "affiliations:joined", row.relation.subject.code)
    context = _of(row.relation) | {"form": form, "delegate": row}
    return page(request, "affiliations/end_delegate.html", context)


@never_cache
@login_required
def admit_branch(request: Request, code: str) -> HttpResponse:
    """Take a part of the body as its group member."""
    body = _host(Organisation.objects.where_may(request.actor, "affiliations.review"), code)
    parts = BranchMember.objects.where_may(request.actor, "affiliations.review")
    form = forms.AdmitBranch(request.POST or None, branches=queries.free(parts, body), initial={"since": clock.today()})
    if attempt(request, form, actions.admit_branch, body):
        return moved(request, "affiliations:browse", code)
    return page(request, "affiliations/admit_branch.html", _at(body) | {"form": form})


@never_cache
@login_required
def represent(request: Request, number: int) -> HttpResponse:
    """Say who represents a part that is a group member."""
    row = _part(request, number)
    form = forms.Represent(request.POST or None, seen=row.revision, initial={"delegates": row.delegates})
    if attempt(request, form, actions.represent, row):
        return moved(request, "affiliations:browse", row.organisation.code)
    return page(request, "affiliations/represent.html", _at(row.organisation) | {"form": form, "part": row})


@never_cache
@login_required
def release_branch(request: Request, number: int) -> HttpResponse:
    """End the group membership of a part."""
    row = _part(request, number)
    form = forms.ReleaseBranch(request.POST or None, seen=row.revision, initial={"until": clock.today()})
    if attempt(request, form, actions.release_branch, row):
        return moved(request, "affiliations:browse", row.organisation.code)
    return page(request, "affiliations/release_branch.html", _at(row.organisation) | {"form": form, "part": row})


def _part(request: Request, number: int) -> BranchMember:
    rows = BranchMember.objects.where_may(request.actor, "affiliations.review").current()
    return get_object_or_404(rows.select_related("organisation", "branch"), pk=number)


def _at(body: Organisation) -> dict[str, Any]:
    return {"organisation": body, "back": reverse("affiliations:browse", args=[body.code])}


def _joiner(rows: OrganisationQuerySet, code: str) -> Organisation:
    return get_object_or_404(rows.filter(kind__in=rules.JOINERS).select_related("superior"), code=code)


def _host(rows: OrganisationQuerySet, code: str) -> Organisation:
    return get_object_or_404(rows.filter(kind__in=rules.HOSTS), code=code)


def _candidates(body: Organisation) -> list[queries.Candidate]:
    return queries.candidates(body, Organisation.objects.published())


def _own(bodies: OrganisationQuerySet, code: str) -> Accession:
    own = Accession.objects.of(*bodies.filter(kind__in=rules.JOINERS).values_list("pk", flat=True))
    return get_object_or_404(own.select_related("organisation", "body", "proof"), code=code)


def _reviewed(request: Request, code: str) -> Accession:
    rows = Accession.objects.where_may(request.actor, "affiliations.review")
    return get_object_or_404(rows.select_related("organisation", "body"), code=code)


def _membership(request: Request, code: str, number: int) -> Relation:
    rows = Relation.objects.where_may(request.actor, "affiliations.join").filter(subject__code=code)
    kept = rows.filter(edge=Edge.GROUP_MEMBER_OF, subject__kind__in=rules.JOINERS)
    return get_object_or_404(kept.select_related("subject", "object"), pk=number)


def _joined(body: Organisation) -> str:
    return reverse("affiliations:joined", args=[body.code])


def _about(row: Accession, body: Organisation) -> dict[str, Any]:
    return {"accession": row, "organisation": body, "back": reverse("affiliations:show", args=[row.code])}


def _of(relation: Relation) -> dict[str, Any]:
    return {"organisation": relation.subject, "relation": relation, "back": _joined(relation.subject)}
