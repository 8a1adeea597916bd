"""An attempt to sign in: what it counts for, when it needs a proof of work, and when it has to wait."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from altcha import v1 as altcha
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from kexie.areas.accounts.actions import guesses
from kexie.core import cipher
from kexie.core.requests import Request, moved
from kexie.foundation.people import queries, rules
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import Counted, Limit

COOKIE = "__Host-device" if settings.TLS else "device"
YEAR = 365 * 24 * 3600
MAX_OWNERS = 20


class Attempt:
    """One attempt at one account, known or not, from one address and device (SEC-05).

    Counts stand under the account's number, not under what was typed: user name, number and address of one account
    have one count together. An unknown account is counted alike.
    """

    def __init__(
        self, request: Request, typed: str, *, what: str = "signin", limits: Mapping[Counted, Limit] = rules.LIMITS
    ) -> None:
        self.request, self.limits = request, limits
        self.person = queries.known_as(typed)
        self.device = Device(request)
        account = f"person {self.person.pk}" if self.person else f"typed {rules.known_as(typed)}"
        network = guesses.network(request.META.get("REMOTE_ADDR", ""))
        parts = {
            Counted.PAIR: f"{account} {network}",
            Counted.ACCOUNT: account,
            Counted.ADDRESS: network,
            Counted.DEVICE: f"{account} {self.device.name}",
        }
        kinds = rules.counted(on_known_device=self.device.knows(self.person))
        self.keys = guesses.keyed({kind: parts[kind] for kind in kinds}, what=what)

    @property
    def needs_proof(self) -> bool:
        """Whether the next attempt must prove that it costs something."""
        return rules.needs_proof(guesses.failures(self.keys))

    def begin(self) -> bool:
        """Count this attempt; tell whether it may be made."""
        return not rules.must_wait(guesses.count(self.keys, self.limits), self.limits)

    @staticmethod
    def let_in(request: Request, person: Person, next_: str) -> HttpResponse:
        """Begin the session, or lead to the second factor first."""
        response = perform_password_login(request, {}, Login(user=person, redirect_url=next_ or None))
        return moved(request, response["Location"])

    @staticmethod
    def wanted(request: Request) -> str:
        """Return where somebody wanted to go before signing in; never another site, nor a word that is no address."""
        given = request.POST.get("next") or request.GET.get("next") or ""
        if not given.startswith("/"):
            return ""
        is_ours = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
        return given if is_ours else ""

    def succeed(self, response: HttpResponse, person: Person) -> HttpResponse:
        """Take back the count, and let this device be known as the person's."""
        guesses.forget(self.keys)
        return self.device.remember(response, person)


class Device:
    """The browser, known by a signed cookie with the accounts whose owners signed in on it."""

    def __init__(self, request: Request) -> None:
        try:
            kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=YEAR)
        except signing.BadSignature:
            kept = {}
        self.name: str = kept.get("name") or secrets.token_urlsafe(12)
        self.owners: list[int] = kept.get("owners", [])

    def knows(self, person: Person | None) -> bool:
        """Tell whether this person signed in here before."""
        return person is not None and person.pk in self.owners

    def remember(self, response: HttpResponse, person: Person) -> HttpResponse:
        """Note that this person signed in here."""
        owners = [person.pk, *(owner for owner in self.owners if owner != person.pk)][:MAX_OWNERS]
        value = signing.dumps({"name": self.name, "owners": owners}, salt=COOKIE)
        response.set_cookie(COOKIE, value, max_age=YEAR, secure=settings.TLS, httponly=True, samesite="Lax")
        return response


class Proof:
    """A small piece of work for the browser (ALTCHA), so that guessing costs something and nobody reads pictures."""

    def __init__(self) -> None:
        options = altcha.ChallengeOptions(
            algorithm="SHA-256",
            max_number=settings.PROOF_WORK,
            hmac_key=_proof_key(),
            expires=timezone.localtime() + timedelta(minutes=10),
        )
        self.challenge = altcha.create_challenge(options).to_dict()

    @property
    def task(self) -> str:
        """The task as the page's script reads it."""
        return json.dumps(self.challenge)

    @staticmethod
    def is_good(typed: str) -> bool:
        """Tell whether a proof is right, fresh and used for the first time."""
        try:
            payload = json.loads(base64.b64decode(typed, validate=True))
            is_right, _ = altcha.verify_solution(payload, _proof_key(), check_expires=True)
            return is_right and guesses.take_proof(str(payload["signature"]))
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
            return False


def _proof_key() -> str:
    return cipher.blind_index("altcha", purpose="proof")
