"""Applying to become a member, and the desk that reviews it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kexie.areas.membership import actions, forms, rules
from kexie.areas.membership.models import Application, Member
from kexie.areas.membership.queries import applications as desks
from kexie.areas.membership.queries import members
from kexie.core import clock
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS, Section
from kexie.foundation.people.models import Person


@never_cache
def apply(request: Request, code: str) -> HttpResponse:
    """Ask a body to be taken as its member; a visitor is told what that means, and how to sign in."""
    bodies = Organisation.objects.published().filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(bodies.select_related("public_page"), code=code)
    person = Person.objects.of(request.actor).first()
    if person is None and request.method == "POST":
        return redirect_to_login(request.path)
    form = forms.Apply(request.POST or None, initial={"name": person.name, "mobile": person.mobile} if person else None)
    if person and attempt(request, form, actions.apply, body):
        return moved(request, "membership:show_application", vars(form)["result"].code)
    context = {
        "body": body,
        "form": form,
        "person": person,
        "member": Member.objects.of(request.actor).on_roll().filter(organisation=body).first(),
        "waiting": Application.objects.of(request.actor).open().filter(organisation=body).first(),
        "rights": members.labels(tuple(rules.Right)),
        "days": rules.REVIEW_DAYS,
        "has_charter": body.public_page.charter_since is not None and Section.CHARTER in body.public_page.released,
    }
    return page(request, "membership/apply.html", context)


@never_cache
@login_required
def applications(request: Request, code: str) -> HttpResponse:
    """Show the applications to a body, what waits longest first."""
    rows = Organisation.objects.where_may(request.actor, "membership.review").filter(kind__in=WITH_MEMBERS)
    body = get_object_or_404(rows, code=code)
    form = forms.Applications(request.GET)
    reached = Application.objects.where_may(request.actor, "membership.review")
    context = {
        "organisation": body,
        "desk_of": desks.desk(reached, body, form.filters),
        "days": rules.REVIEW_DAYS,
    }
    return page(request, "membership/applications.html", context)


@never_cache
@login_required
def show_application(request: Request, code: str) -> HttpResponse:
    """Show an application: to the one who sent it in, and at the desk that reviews it."""
    reached = Application.objects.where_may(request.actor, "membership.review").select_related("organisation", "member")
    row = reached.filter(code=code).first()
    is_own = row is None
    if row is None:
        own = Application.objects.of(request.actor).select_related("organisation", "member")
        row = get_object_or_404(own, code=code)
    is_mine = row.applicant_id == request.actor.person
    roll = Member.objects.where_may(request.actor, "membership.review")
    context = {
        "application": row,
        "shell": "base.html" if is_own else "workbench.html",
        "organisation": None if is_own else row.organisation,
        "facts": members.facts(row, in_full=is_mine),
        "steps": row.steps.all(),
        "bar": desks.bar(row),
        "turn": desks.turn(row, clock.today()),
        "twin": desks.twin(roll.filter(organisation=row.organisation), row) if not is_own and row.is_open else None,
        "namesakes": desks.namesakes(roll, row) if not is_own and row.is_open else [],
        "faults": [rules.FIELD_LABELS[name] for name in row.faults],
        "may_review": not is_own and not is_mine and row.is_waiting,
        "is_mine": is_mine,
        "is_own": is_own,
    }
    return page(request, "membership/show_application.html", context)


@never_cache
@login_required
def amend(request: Request, code: str) -> HttpResponse:
    """Mend a returned application and send it in again."""
    rows = Application.objects.of(request.actor).returned().select_related("organisation")
    row = get_object_or_404(rows, code=code)
    names = [name for name in forms.Amend.base_fields if name != "accepts"]
    now = {name: getattr(row, name) for name in names}
    form = forms.Amend(request.POST or None, application=row, seen=row.revision, initial=now)
    if attempt(request, form, actions.amend, row):
        return moved(request, "membership:show_application", code)
    faults = [rules.FIELD_LABELS[name] for name in row.faults]
    return page(request, "membership/amend.html", {"form": form, "application": row, "faults": faults})


@never_cache
@login_required
def withdraw(request: Request, code: str) -> HttpResponse:
    """Take one's own application back."""
    rows = Application.objects.of(request.actor).open().select_related("organisation")
    row = get_object_or_404(rows, code=code)
    form = forms.Withdraw(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.withdraw, row):
        return moved(request, "membership:show_application", code)
    return page(request, "membership/withdraw.html", {"form": form, "application": row})


@never_cache
@login_required
def return_(request: Request, code: str) -> HttpResponse:
    """Return an application with a reason."""
    row = _reviewed(request, code)
    form = forms.Return(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.return_, row):
        return moved(request, "membership:show_application", code)
    return page(request, "membership/return_.html", _about(row) | {"form": form})


@never_cache
@login_required
def refuse(request: Request, code: str) -> HttpResponse:
    """Refuse an application with a reason."""
    row = _reviewed(request, code)
    form = forms.Refuse(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.refuse, row):
        return moved(request, "membership:show_application", code)
    return page(request, "membership/refuse.html", _about(row) | {"form": form})


@never_cache
@login_required
def accept(request: Request, code: str) -> HttpResponse:
    """Accept an application: the applicant becomes a member."""
    row = _reviewed(request, code)
    form = forms.Accept(request.POST or None, seen=row.revision)
    if attempt(request, form, actions.accept, row):
        return moved(request, "membership:show", vars(form)["result"].code)
    return page(request, "membership/accept.html", _about(row) | {"form": form})


def _reviewed(request: Request, code: str) -> Application:
    rows = Application.objects.where_may(request.actor, "membership.review")
    return get_object_or_404(rows.select_related("organisation"), code=code)


def _about(row: Application) -> dict[str, Any]:
    back = reverse("membership:show_application", args=[row.code])
    return {"application": row, "organisation": row.organisation, "back": back}
