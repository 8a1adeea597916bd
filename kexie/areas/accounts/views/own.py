"""One's own account."""

import json

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kexie.areas.accounts import forms
from kexie.areas.accounts.actions import codes, own
from kexie.areas.accounts.queries.channels import channels
from kexie.areas.accounts.queries.copy import own_copy
from kexie.areas.accounts.queries.services import services
from kexie.core.requests import Request, attempt, moved, page
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person


@never_cache
@login_required
def show(request: Request) -> HttpResponse:
    """Show one's own account."""
    context = {"person": Person.objects.of(request.actor).get(), "services": services(request)}
    return page(request, "accounts/show.html", context)


@sensitive_post_parameters("present", "new", "again")
@never_cache
@login_required
def change_password(request: Request) -> HttpResponse:
    """Change one's own password; other sessions end."""
    person = Person.objects.of(request.actor).get()
    form = forms.ChangePassword(request.POST or None, person=person)
    if attempt(request, form, people.change_password, person):
        update_session_auth_hash(request, Person.objects.of(request.actor).get())
        return moved(request, "accounts:show")
    return page(request, "accounts/change_password.html", {"form": form})


@sensitive_post_parameters("present")
@never_cache
@login_required
def set_mobile(request: Request) -> HttpResponse:
    """Change one's own mobile number."""
    person = Person.objects.of(request.actor).get()
    form = forms.SetMobile(request.POST or None)
    if attempt(request, form, own.set_mobile, person):
        return moved(request, "accounts:show")
    return page(request, "accounts/set_mobile.html", {"form": form, "person": person})


@sensitive_post_parameters("present")
@never_cache
@login_required
def set_email(request: Request) -> HttpResponse:
    """Change one's own e-mail address, after a code confirmed it where mail can be sent."""
    person = Person.objects.of(request.actor).get()
    form = forms.SetEmail(request.POST or None)
    ticket = codes.fresh_ticket() if channels() else ""
    if attempt(request, form, own.set_email, person, ticket):
        request.session["ticket"] = ticket
        return moved(request, "accounts:enter_code" if ticket else "accounts:show")
    return page(request, "accounts/set_email.html", {"form": form, "person": person, "channels": channels()})


@never_cache
@login_required
@require_POST
def reveal(request: Request) -> HttpResponse:
    """Show one's own number and address in full, and write that down (ACC-06)."""
    person = Person.objects.of(request.actor).get()
    shown = {
        what: people.reveal(person, what=what, reason="本人查看", by=request.actor) for what in ("mobile", "email")
    }
    return page(request, "accounts/reveal.html", {"shown": shown})


@never_cache
@login_required
def copy(request: Request) -> HttpResponse:
    """Hand out one's own copy of everything that is kept of one (ACC-06)."""
    person = Person.objects.of(request.actor).get()
    content = json.dumps(own_copy(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="account.json"'
    return response


@sensitive_post_parameters("present")
@never_cache
@login_required
def close_account(request: Request) -> HttpResponse:
    """Close one's own account (ACC-06)."""
    person = Person.objects.of(request.actor).get()
    form = forms.CloseAccount(request.POST or None)
    if attempt(request, form, own.close_account, person):
        logout(request)
        return moved(request, "/signin/?closed=1")
    return page(request, "accounts/close_account.html", {"form": form, "person": person})
