"""What happens around every view: who asks, input no view should see, forms sent twice."""

from collections.abc import Callable
from hashlib import sha256

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django_htmx.http import HttpResponseClientRedirect

from kexie.core.actors import Actor
from kexie.foundation.records import actions as records

Answer = Callable[[HttpRequest], HttpResponse]

KEY_FIELD, KEY_HEADER = "form_key", "X-Form-Key"
# Where a repeat does no harm by itself.
EXEMPT = frozenset({"accounts:signin", "accounts:signout"})


def plain_words(get_response: Answer) -> Answer:
    """Refuse NUL bytes in addresses and parameters: no text of ours has them and PostgreSQL takes none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("地址里有不能识别的字符。")
        return get_response(request)

    return middleware


def actor(get_response: Answer) -> Answer:
    """Set `request.actor`: the person, and the address and device the request came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        vars(request)["actor"] = Actor(
            person=person.pk if person else None,
            name=person.name if person else "访客",
            address=request.META.get("REMOTE_ADDR", ""),
            device=request.headers.get("User-Agent", "")[:200],
        )
        return get_response(request)

    return middleware


def once(get_response: Answer) -> Answer:
    """Let a form that is sent twice act once (REL-02).

    The key's row and what the view does are one transaction; a repeat waits for it and is led to the same place. An
    answer other than a redirect lets go of the key, so that the corrected form passes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or _is_exempt(request):
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
            records.settle(key, led_to=_target(response))
        return response

    return middleware


def _is_exempt(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in EXEMPT
    except Resolver404:
        return True


def _target(response: HttpResponse) -> str:
    return str(response.headers.get("HX-Redirect") or response.headers.get("Location") or "")


def _lead(request: HttpRequest, led_to: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(led_to)
    return HttpResponseRedirect(led_to, status=303)
