"""What a session may reach: it ends by itself, and some things come before all others (ACC-04, SEC-05)."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from kexie.areas.accounts.queries.factors import needs_second_factor
from kexie.core.requests import moved
from kexie.foundation.people.models import Person

BEGAN, SEEN = "began_at", "seen_at"
ROUGHLY = 60  # seconds: a session is not written at every request
ALWAYS = frozenset({"accounts:signout", "healthz", "readyz"})
FOR_PASSWORD = ALWAYS | {"accounts:change_password"}
FOR_FACTOR = ALWAYS | {
    "accounts:change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


def begin(request: HttpRequest) -> None:
    """Note when somebody signed in."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def guarded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """End sessions that are too old; lead people to what they have to do first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if _is_over(request):
                logout(request)
            elif step := _first_step(request):
                return moved(request, step)  # type: ignore[arg-type] # htmx's middleware came before
        return get_response(request)

    return middleware


def _is_over(request: HttpRequest) -> bool:
    now, session = int(time.time()), request.session
    if BEGAN not in session:
        begin(request)
    if now - session[BEGAN] >= settings.SESSION_HOURS * 3600 or now - session[SEEN] >= settings.IDLE_MINUTES * 60:
        return True
    if now - session[SEEN] >= ROUGHLY:
        session[SEEN] = now
    return False


def _first_step(request: HttpRequest) -> str | None:
    """Return the page that comes before all others, or None where this one may be reached."""
    person = request.user
    if not isinstance(person, Person):
        return None
    try:
        asked = resolve(request.path_info).view_name
    except Resolver404:
        asked = ""
    if person.must_change_password:
        return None if asked in FOR_PASSWORD else "accounts:change_password"
    if asked not in FOR_FACTOR and needs_second_factor(person) and not is_mfa_enabled(person):
        return "mfa_index"
    return None
