"""Accounts and roles of a body: who works there, invitations, activation codes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kexie.areas.accounts import actions
from kexie.areas.accounts.forms import staff as forms
from kexie.areas.accounts.queries import staff as queries
from kexie.core import qr
from kexie.core.requests import Request, attempt, moved, page
from kexie.engines.files.rules import KINDS
from kexie.engines.papers import queries as papers
from kexie.engines.papers.rules import lacking
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import CONSENT


@never_cache
@login_required
def staff(request: Request, code: str) -> HttpResponse:
    """Show who holds which roles in a body, and which activation codes wait."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.staff"), code=code)
    context: dict[str, Any] = {
        "organisation": body,
        "members": queries.staff(Appointment.objects.where_may(request.actor, "accounts.staff"), body),
        "waiting": queries.waiting(Invitation.objects.where_may(request.actor, "accounts.staff"), body),
        "bare": queries.without_administrator(Organisation.objects.where_may(request.actor, "accounts.invite"), body),
    }
    return page(request, "accounts/staff.html", context | _allowed(request, body))


def _allowed(request: Request, body: Organisation) -> dict[str, bool]:
    """Tell which buttons a page of accounts shows."""
    words = (
        "invite",
        "revoke",
        "dismiss",
        "hand_over",
        "lock_account",
        "unlock_account",
        "invite_many",
        "export_staff",
    )
    return {f"may_{word}": request.actor.may(f"accounts.{word}", body) for word in words}


@never_cache
@login_required
def invite(request: Request, code: str) -> HttpResponse:
    """Invite somebody to roles in a body."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.invite"), code=code)
    form = forms.Invite(request.POST or None)
    if attempt(request, form, actions.invite, body, _activation(request)):
        return moved(request, "accounts:invitation", vars(form)["result"].pk)
    return page(request, "accounts/invite.html", {"organisation": body, "form": form})


@never_cache
@login_required
def invite_many(request: Request, code: str) -> HttpResponse:
    """Invite people to the bodies below, from a table."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.invite_many"), code=code)
    below = Organisation.objects.where_may(request.actor, "accounts.invite_many").under(body)
    form = forms.InviteMany(request.POST or None, request.FILES or None, bodies=below)
    if attempt(request, form, actions.invite_many, _activation(request)):
        return moved(request, "accounts:slips", body.code)
    return page(request, "accounts/invite_many.html", {"organisation": body, "form": form})


@never_cache
@login_required
def sheet(request: Request, code: str) -> HttpResponse:
    """Give the table for inviting many, with the bodies that still have no administrator."""
    rows = Organisation.objects.where_may(request.actor, "accounts.invite_many")
    body = get_object_or_404(rows, code=code)
    content = queries.sheet(queries.without_administrator(rows, body))
    return _file(content, "批量开通账号.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@never_cache
@login_required
def export_staff(request: Request, code: str) -> HttpResponse:
    """Let the list of who works in a body, and if wanted below it, be written."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.export_staff"), code=code)
    form = forms.ExportStaff(request.POST or None)
    if attempt(request, form, actions.export_staff, body, reverse("accounts:staff", args=[code])):
        return moved(request, "jobs:show", vars(form)["result"].code)
    return page(request, "accounts/export_staff.html", {"organisation": body, "form": form})


@never_cache
@login_required
def slips(request: Request, code: str) -> HttpResponse:
    """Show the activation codes that wait in a body and below it, to be printed and handed out."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.invite"), code=code)
    found = queries.slips(Invitation.objects.where_may(request.actor, "accounts.invite"), body)
    context: dict[str, Any] = {"organisation": body, "waiting": found}
    try:
        if found and (paper := _paper(request, body, found)):
            return paper
        context["lacking"] = lacking(papers.uncovered(queries.drawn(found, body)))
    except ValidationError as refusal:
        context["refusal"] = refusal.messages[0]
    return page(request, "accounts/slips.html", context)


def _paper(request: Request, body: Organisation, found: list[Invitation]) -> HttpResponse | None:
    """Return the paper that is asked for: slips or letters as PDF, letters as Word."""
    address = _activation(request)
    match request.GET.get("as"):
        case "pdf":
            return _file(papers.slips(queries.printed(found, address)), "激活码.pdf", "application/pdf")
        case "letters":
            content = papers.letters(queries.letters(found, body, address))
            return _file(content, "账号激活通知书.pdf", "application/pdf")
        case "word":
            content = papers.letters_in_word(queries.letters(found, body, address))
            return _file(content, "账号激活通知书.docx", KINDS["docx"].media)
    return None


def _activation(request: Request) -> str:
    """Return the full address of the page on which codes are typed."""
    return request.build_absolute_uri(reverse("accounts:activate"))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=kind, headers=headers)


@never_cache
@login_required
def hand_over(request: Request, code: str) -> HttpResponse:
    """Hand a body over to a new administrator (ACC-03)."""
    body = get_object_or_404(Organisation.objects.where_may(request.actor, "accounts.hand_over"), code=code)
    form = forms.HandOver(request.POST or None)
    if attempt(request, form, actions.hand_over, body, _activation(request)):
        return moved(request, "accounts:invitation", vars(form)["result"].pk)
    members = queries.staff(Appointment.objects.where_may(request.actor, "accounts.hand_over"), body)
    leaving = [member.person.name for member in members if member.is_administrator]
    return page(request, "accounts/hand_over.html", {"organisation": body, "form": form, "leaving": leaving})


@never_cache
@login_required
def invitation(request: Request, number: int) -> HttpResponse:
    """Show an invitation with its code, to be read out or printed."""
    rows = Invitation.objects.where_may(request.actor, "accounts.invite").select_related("organisation", "used_by")
    shown = get_object_or_404(rows, pk=number)
    link = f"{_activation(request)}?code={shown.printed_code}"
    context = {"organisation": shown.organisation, "invitation": shown, "link": link, "qr": qr.picture(link)}
    return page(request, "accounts/invitation.html", context)


@never_cache
@login_required
def revoke(request: Request, number: int) -> HttpResponse:
    """Take back an invitation."""
    rows = Invitation.objects.where_may(request.actor, "accounts.revoke").select_related("organisation")
    shown = get_object_or_404(rows, pk=number)
    form = forms.Revoke(request.POST or None)
    if attempt(request, form, appointments.revoke, shown):
        return moved(request, "accounts:staff", shown.organisation.code)
    return page(
        request, "accounts/revoke.html", {"organisation": shown.organisation, "invitation": shown, "form": form}
    )


@never_cache
@login_required
def dismiss(request: Request, number: int) -> HttpResponse:
    """End a role."""
    rows = Appointment.objects.where_may(request.actor, "accounts.dismiss").filter(organisation__isnull=False)
    shown = get_object_or_404(rows.current().select_related("organisation", "person"), pk=number)
    body = shown.organisation
    form = forms.Dismiss(request.POST or None)
    if attempt(request, form, actions.dismiss, shown):
        return moved(request, queries.way_back(rows.filter(pk=number)))
    return page(request, "accounts/dismiss.html", {"organisation": body, "appointment": shown, "form": form})


@never_cache
@login_required
def lock_account(request: Request, number: int) -> HttpResponse:
    """Lock the account of somebody who works within the asker's reach."""
    person = get_object_or_404(Person.objects.where_may(request.actor, "accounts.lock_account"), pk=number)
    reached = Appointment.objects.where_may(request.actor, "accounts.lock_account").current().filter(person=person)
    form = forms.LockAccount(request.POST or None)
    if attempt(request, form, actions.lock_account, person, reached.values_list("pk", flat=True)):
        return moved(request, queries.way_back(reached))
    return page(request, "accounts/lock_account.html", {"person": person, "form": form})


@never_cache
@login_required
def unlock_account(request: Request, number: int) -> HttpResponse:
    """Let a locked account be used again."""
    person = get_object_or_404(Person.objects.where_may(request.actor, "accounts.unlock_account"), pk=number)
    reached = Appointment.objects.where_may(request.actor, "accounts.unlock_account").current().filter(person=person)
    form = forms.UnlockAccount(request.POST or None)
    if attempt(request, form, actions.unlock_account, person, reached.values_list("pk", flat=True)):
        return moved(request, queries.way_back(reached))
    return page(request, "accounts/unlock_account.html", {"person": person, "form": form})


@sensitive_post_parameters("new", "again", "code")
@never_cache
def activate(request: Request) -> HttpResponse:
    """Take up the roles of an activation code, with a new account or one's own."""
    person = Person.objects.of(request.actor).first()
    form = forms.Activate(request.POST or None, person=person, initial={"code": request.GET.get("code", "")[:40]})
    if attempt(request, form, actions.activate, person):
        return moved(request, "workbench") if person else moved(request, "accounts:signin")
    return page(request, "accounts/activate.html", {"form": form, "person": person, "version": CONSENT})
