"""Workers register themselves (ACC-05)."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kexie.areas.accounts import forms
from kexie.areas.accounts.actions import own
from kexie.areas.accounts.queries.channels import channels
from kexie.areas.accounts.views.attempts import Attempt, Proof
from kexie.core.requests import REFUSED, Request, attempt, moved, page
from kexie.foundation.people import rules

UNPROVED = "请等“安全验证”完成后再提交。"
WAIT = "注册得太频繁，请一小时后再试。"


@never_cache
def register(request: Request) -> HttpResponse:
    """Take name, number or address and consent; confirm an address by a code where mail can be sent."""
    form = forms.Register(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = Attempt(request, form.cleaned_data["contact"], what="code", limits=rules.CODE_LIMITS)
        if not Proof.is_good(form.cleaned_data["proof"]):
            form.add_error(None, UNPROVED)
        elif not asked.begin():
            form.add_error(None, WAIT)
        else:
            pending, ticket = own.register(name=form.cleaned_data["name"], contact=form.cleaned_data["contact"])
            is_confirmable = ticket is not None and bool(channels())
            request.session.update({"registration": pending, "ticket": ticket, "confirmed": not is_confirmable})
            request.session["next"] = Attempt.wanted(request)
            return moved(request, "accounts:enter_code" if is_confirmable else "accounts:complete")
    status = REFUSED if form.errors else 200
    return page(
        request, "accounts/register.html", {"form": form, "proof": Proof(), "version": rules.CONSENT}, status=status
    )


@sensitive_post_parameters("new", "again")
@never_cache
def complete(request: Request) -> HttpResponse:
    """Choose a password; the account is opened and its owner signed in."""
    pending = request.session.get("registration")
    if pending is None or not request.session.get("confirmed"):
        return moved(request, "accounts:register")
    form = forms.Complete(request.POST or None, person=None)
    if attempt(request, form, own.complete, pending):
        person = own.registered(pending)
        for word in ("registration", "ticket", "confirmed"):
            request.session.pop(word, None)
        led = Attempt.let_in(request, person, request.session.pop("next", "") or "/account/")
        return Attempt(request, person.username).succeed(led, person)
    return page(request, "accounts/complete.html", {"form": form})
