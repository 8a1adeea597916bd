"""What happens around every view: its line in the log, who asks, input no view should see, forms sent twice."""

import logging
import time
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from hashlib import sha256
from typing import cast

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from kexie.core import logs
from kexie.core.actors import Actor
from kexie.core.memory import Memory
from kexie.core.outages import gate
from kexie.core.reach import Reach
from kexie.foundation.appointments.queries import reaches
from kexie.foundation.records import actions as records
from kexie.website import errors, metrics

Reaches = Mapping[str, Reach]
Answer = Callable[[HttpRequest], HttpResponse]

KEY_FIELD, KEY_HEADER = "form_key", "X-Form-Key"
# Where a repeat does no harm by itself.
EXEMPT = frozenset(
    {
        "accounts:signin",
        "accounts:signout",
        "accounts:send_code",
        "accounts:enter_code",
        "accounts:forgot_password",
        "accounts:register",
        "surveys:save",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_generate_recovery_codes",
        "usersessions_list",
        "socialaccount_connections",
        "openid_connect_login",
        "weixin_login",
        "dingtalk_login",
    }
)
# Public pages that are the same for every visitor; none of them has a form that is posted.
REMEMBERED = frozenset({"home", "directory:browse", "directory:distribution"})
OK = 200
# Django makes these answers of a view's exceptions, which therefore never reach a middleware.
OF_EXCEPTIONS = frozenset({400, 403, 404, 500})


# Asked by machines every few seconds; they tell more of the database than of a page.
OF_MACHINES = frozenset({"healthz", "readyz", "metrics"})
# Where somebody answers: a line of the log that said who would say when, and an anonymous answer has neither (FRM-06).
NAMELESS = frozenset({"surveys:answer", "surveys:save", "surveys:thanks", "surveys:unlock", "survey"}) | {
    "polls:vote",
    "polls:thanks",
    "polls:unlock",
    "poll",
}

_pages = Memory[tuple[bytes, dict[str, str], ResolverMatch | None]](size=300)  # about 15 MB
_requests = logging.getLogger("kexie.request")


def observed(get_response: Answer) -> Answer:
    """Name each request, and write down how it was answered: the route and never the address (OPS-02).

    The name comes from a proxy before us (`X-Request-ID`) or is made; the answer bears it, and so do pages of errors.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with logs.request(request.META.get("HTTP_X_REQUEST_ID", "")) as number:
            response = get_response(request)
            response["X-Request-ID"] = number
            seconds = time.perf_counter() - began
            route, status = _route(request), response.status_code
            metrics.answered(request.method or "", route, status, seconds)
            if route not in OF_MACHINES or status != OK:
                asked_by = None if route in NAMELESS else vars(request).get("actor")
                fields = {"method": request.method, "route": route, "status": status, "ms": round(seconds * 1000)}
                _requests.info("answered", extra=fields | {"person": asked_by.person if asked_by else None})
        return response

    return middleware


def _route(request: HttpRequest) -> str:
    found = request.resolver_match
    return (found.view_name or found.route) if found else ""


def awake(get_response: Answer) -> Answer:
    """While the database is away, say so at once instead of letting everybody wait for it (REL-07)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.strip("/") in OF_MACHINES:
            return get_response(request)
        with gate.passed() as may_go_on:
            return get_response(request) if may_go_on else errors.away(request)

    return middleware


def plain_words(get_response: Answer) -> Answer:
    """Refuse NUL bytes in addresses, parameters and cookies: no text of ours has them and PostgreSQL takes none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in "".join((request.path, *request.COOKIES.values())):
            raise BadRequest("请求里有不能识别的字符，请检查网址后再试。")
        return get_response(request)

    return middleware


def remembered(get_response: Answer) -> Answer:
    """Give visitors the public pages that were made for other visitors a moment ago (PRF-01).

    However many ask, each process makes such a page once in `settings.REMEMBERED_SECONDS`. They are so few that nothing
    need be told when a body goes offline: its own page is never remembered and is gone at once, its name soon after.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_plain_visit(request):
            return get_response(request)
        key = _page_key(request)
        if known := _pages.get(key):
            content, headers, request.resolver_match = known
            return HttpResponse(content, headers=headers)
        response = get_response(request)
        if _is_for_all(request, response):
            page = (response.content, dict(response.headers), request.resolver_match)
            _pages.keep(key, page, seconds=settings.REMEMBERED_SECONDS)
        return response

    return middleware


def _is_plain_visit(request: HttpRequest) -> bool:
    """Tell whether somebody asks who has neither a session nor a form's token."""
    own = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    return request.method == "GET" and not any(name in request.COOKIES for name in own)


def _page_key(request: HttpRequest) -> str:
    """Return what the answer depends on: address, host, and which part htmx asks for."""
    asked = (
        request.META.get(name, "") for name in ("HTTP_HOST", "HTTP_HX_REQUEST", "HTTP_HX_TARGET", "HTTP_HX_BOOSTED")
    )
    return sha256("\n".join((request.scheme or "", request.get_full_path(), *asked)).encode()).hexdigest()


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a page holds nothing of the one who asked."""
    found = request.resolver_match
    has_nonce = getattr(request, "_csp_nonce", None) is not None
    is_public = found is not None and found.view_name in REMEMBERED
    return is_public and response.status_code == OK and not response.cookies and not has_nonce


def actor(get_response: Answer) -> Answer:
    """Set `request.actor`: the person, what the person reaches, and the address and device the request came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        vars(request)["actor"] = Actor(
            person=person.pk if person else None,
            name=person.name if person else "访客",
            address=request.META.get("REMOTE_ADDR", ""),
            device=request.headers.get("User-Agent", "")[:200],
            reaches=cast(Reaches, SimpleLazyObject(partial(reaches, person.pk))) if person else {},
        )
        return get_response(request)

    return middleware


def once(get_response: Answer) -> Answer:
    """Let a form that is sent twice act once (REL-02).

    The key's row and what the view does are one transaction; a repeat waits for it and is led to the same place. An
    answer other than a redirect lets go of the key, so that the corrected form passes; an exception undoes everything.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or _is_exempt(request.path_info):
            return get_response(request)
        given = request.headers.get(KEY_HEADER) or request.POST.get(KEY_FIELD, "")
        if not 16 <= len(given) <= 64 or "\0" in given:
            raise BadRequest("这一页已经过期，请返回上一页，刷新后再提交。")
        key = sha256(f"{request.path} {request.actor.person} {given}".encode()).hexdigest()  # type: ignore[attr-defined]
        with transaction.atomic():
            led_to = records.claim(key)
            if led_to is not None:
                return _lead(request, led_to)
            response = get_response(request)
            if response.status_code in OF_EXCEPTIONS:
                transaction.set_rollback(True)
            else:
                records.settle(key, led_to=_target(response))
        return response

    return middleware


@lru_cache(maxsize=1000)  # thousands answer one survey, and Django looks through all addresses itself once more
def _is_exempt(path: str) -> bool:
    try:
        return resolve(path).view_name in EXEMPT
    except Resolver404:
        return True


def _target(response: HttpResponse) -> str:
    return str(response.headers.get("HX-Redirect") or response.headers.get("Location") or "")


def _lead(request: HttpRequest, led_to: str) -> HttpResponse:
    """Lead on where the first sending led; the session that it found may be gone since, so nothing is written to it."""
    request.session.modified = False
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(led_to)
    return HttpResponseRedirect(led_to, status=303)
