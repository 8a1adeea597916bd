"""Whoever comes to answer: who it is, on which device, whether the password was given, and what is in the way."""

import secrets
from functools import cached_property
from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse

from kexie.areas.gatherings.models import Gathering
from kexie.areas.gatherings.queries.standing import collection, has_answered, is_addressed, places, state
from kexie.areas.gatherings.rules import Audience
from kexie.core.cipher import blind_index
from kexie.core.requests import Request
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Once, State
from kexie.foundation.organisations.models import Organisation

DEVICE = "answering"  # the cookie by which a device answers once
YEAR, DAY = 365 * 86_400, 86_400
ORIGIN = 16  # letters of a network's digest


class Visit:
    """Somebody at the public address of a gathering; `network` is the part of the address that counts."""

    def __init__(self, request: Request, row: Gathering, *, network: str = "") -> None:
        self.request, self.row, self.network = request, row, network
        self.once = Once(collection(row).once)

    @cached_property
    def places(self) -> list[Organisation]:
        """The organisations for which the visitor may answer, where it is organisations that do."""
        if self.row.audience != Audience.BODIES:
            return []
        own = Organisation.objects.where_may(self.request.actor, self.row.words.permission)
        return places(own, self.row)

    @cached_property
    def place(self) -> Organisation | None:
        """The one that is answered for."""
        wanted = self.request.GET.get("for") or self.request.POST.get("for", "")
        only = self.places[0] if len(self.places) == 1 else None
        return next((one for one in self.places if one.code == wanted), only)

    @cached_property
    def respondent(self) -> Respondent:
        """Who answers; a browser that is new gets a token with the page."""
        device = self.request.COOKIES.get(DEVICE, "") if self.once == Once.DEVICE else ""
        if self.once == Once.DEVICE and not device and self.request.method == "GET":
            device = secrets.token_urlsafe(24)
        origin = blind_index(f"{self.row.code} {self.network}", purpose="origin")[:ORIGIN] if self.network else ""
        return Respondent(self.request.actor.person, self.place.pk if self.place else None, device, origin)

    @property
    def hurdle(self) -> str:
        """What stands in the way of answering, as a template names it; empty for nothing."""
        now, who = state(self.row), self.respondent
        if now != State.OPEN:
            done = who.person is not None and has_answered(self.row, who)
            return "answered" if done else now.value
        if self.once in {Once.PERSON, Once.ORGANISATION} and who.person is None:
            return "signin"
        if not is_addressed(self.row, who):
            return "place" if self.row.audience == Audience.BODIES else "stranger"
        return "answered" if has_answered(self.row, who) else ""

    @property
    def seed(self) -> str:
        """A word for the visitor that says nothing: for the order of choices."""
        who = self.respondent
        return sha256(f"{settings.SECRET_KEY} {who.person} {who.organisation} {who.device}".encode()).hexdigest()[:12]

    @property
    def is_locked(self) -> bool:
        """Whether a password is asked for that the visitor has not given today."""
        if not collection(self.row).password:
            return False
        return bool(self.request.get_signed_cookie(self._lock, "", max_age=DAY) != self._pass)

    def remembered(self, response: HttpResponse) -> HttpResponse:
        """Give the browser the token by which this device answers once; the server keeps its digest alone."""
        if self.once == Once.DEVICE and self.respondent.device:
            device = self.respondent.device
            response.set_cookie(DEVICE, device, max_age=YEAR, secure=settings.TLS, httponly=True, samesite="Lax")
        return response

    def unlocked(self, response: HttpResponse) -> HttpResponse:
        """Let the browser remember for a day that the password was right."""
        response.set_signed_cookie(
            self._lock, self._pass, max_age=DAY, secure=settings.TLS, httponly=True, samesite="Lax"
        )
        return response

    @property
    def _lock(self) -> str:
        return f"{self.row._meta.model_name}-{self.row.code}"

    @property
    def _pass(self) -> str:
        return sha256(collection(self.row).password.encode()).hexdigest()[:16]
