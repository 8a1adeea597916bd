"""The pages of the platform's three administrators, who are three people and do no business (三员分立)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from kexie.areas.accounts.forms import staff as forms
from kexie.areas.accounts.queries import platform as queries
from kexie.core.requests import Request, page
from kexie.foundation.appointments.models import Appointment
from kexie.foundation.people.models import Person


@never_cache
@login_required
def find_account(request: Request) -> HttpResponse:
    """Let the security administrator find an account, to lock or unlock it."""
    _require(request, "accounts.find_account")
    form = forms.FindAccount(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    appointments = Appointment.objects.where_may(request.actor, "accounts.find_account")
    found = queries.accounts(Person.objects.where_may(request.actor, "accounts.find_account"), words)
    accounts = [queries.described(person, appointments) for person in found]
    return page(request, "accounts/find_account.html", {"form": form, "words": words, "accounts": accounts})


@never_cache
@login_required
def watch_platform(request: Request) -> HttpResponse:
    """Show the system administrator how the platform is."""
    _require(request, "accounts.watch_platform")
    return page(request, "accounts/watch_platform.html", {"state": queries.state()})


def _require(request: Request, permission: str) -> None:
    """Tell everybody else that there is no such page (SEC-02)."""
    if permission not in request.actor.reaches:
        raise Http404
