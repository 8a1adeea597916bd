"""What django-allauth asks of us (ADR 6): it knows no address of anybody, and keeps nothing that services tell."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kexie.areas.accounts.queries.factors import needs_second_factor
from kexie.core import cipher
from kexie.core.actors import Actor
from kexie.core.requests import Request
from kexie.foundation.appointments.queries import has_role
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record
from kexie.website.adapters.sessions import begin

View = Callable[..., HttpResponse]
SECRET = "mfa_authenticator.data"  # noqa: S105 - what the secrets are encrypted for


def recorded(view: View) -> View:
    """Let a page of the library write down which ways to sign in it added or took away (SCP-06)."""

    @wraps(view)
    def recording(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        before = _factors(request)
        response = view(request, *args, **kwargs)
        after = _factors(request)
        if before != after and isinstance(request.user, Person):
            gone, come = (
                sorted({kind for _, kind in one - other}) for one, other in ((before, after), (after, before))
            )
            record(
                "accounts.change_factors", request.user, by=request.actor, before={"kinds": gone}, after={"kinds": come}
            )
        return response

    return recording


def _factors(request: Request) -> set[tuple[int, str]]:
    if (person := request.actor.person) is None:
        return set()
    factors = Authenticator.objects.filter(user_id=person).values_list("pk", "type")
    return {*factors, *SocialAccount.objects.filter(user_id=person).values_list("pk", "provider")}


def offered(view: View, service: str = "") -> View:
    """Let a page of the library exist only where the settings name the service, or for none given any service."""

    @wraps(view)
    def offering(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        known = settings.SOCIALACCOUNT_PROVIDERS
        if not known or (service and service not in known):
            raise Http404
        return recorded(view)(request, *args, **kwargs)

    return offering


class Authenticate(AuthenticateView):
    """The second step of signing in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave our own site's facts in place of the library's; tell whether there is a passkey at all."""
        context = super().get_context_data(**kwargs)
        context.pop("site", None)
        keys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return context | {"has_passkey": keys.exists()}


class Accounts(DefaultAccountAdapter):
    """Signing in as the library finishes it; its own sign-up, mails and messages are off."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers through the library."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that records show, too."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead those with a role to what waits first (NOT-02), others home, where nothing else was asked for."""
        return reverse("workbench" if has_role(request.user.pk) else "home")

    def is_safe_url(self, url: str | None) -> bool:
        """Lead on to addresses of our own alone, never by a word that the library would take for a route's name."""
        return (url or "").startswith("/") and bool(super().is_safe_url(url))

    def login(self, request: HttpRequest, user: Any) -> None:  # noqa: ANN401 - the library's own
        """Begin the session and write down who signed in from where."""
        super().login(request, user)
        begin(request)
        by = Actor(
            person=user.pk,
            name=user.name,
            address=self.get_client_ip(request),
            device=request.headers.get("User-Agent", "")[:200],
        )
        record("accounts.signin", user, by=by)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ANN401
        """Tell a locked account's owner what everybody is told."""
        return HttpResponseRedirect(reverse("accounts:signin") + "?refused=1")

    def reauthenticate(self, user: Any, password: str) -> bool:  # noqa: ANN401
        """Tell whether it is still the same person."""
        return bool(user.check_password(password))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before anything that lets people in changes."""
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: the library knows no addresses, and its letters are in English."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing, likewise."""


class SecondFactors(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, their names are Chinese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "您的角色必须使用第二重验证，不能停用最后一种。",
        "cannot_generate_recovery_codes": "请先启用验证器应用或通行密钥，再生成恢复码。",
        "incorrect_code": "验证码不对，请等下一个验证码出现后再输入。",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret."""
        return cipher.encrypt(text, purpose=SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret."""
        return cipher.decrypt(encrypted_text, purpose=SECRET)

    def build_totp_svg(self, url: str) -> str:
        """Draw the code that an authenticator reads."""
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, border=2, light="#fff", xmldecl=False)
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        """Return how authenticators call this site."""
        return str(settings.SITE["name"])

    def get_totp_label(self, user: Any) -> str:  # noqa: ANN401
        """Return how authenticators call the account."""
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ANN401
        """Propose a name for a new key."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"通行密钥 {number + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return how browsers call this site."""
        return super().get_public_key_credential_rp_entity() | {"name": str(settings.SITE["name"])}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take the last one from somebody who needs one."""
        person = authenticator.user
        if not isinstance(person, Person) or not needs_second_factor(person):
            return True
        others = Authenticator.objects.filter(user=person).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


class Services(DefaultSocialAccountAdapter):
    """Identities of other services: they only open an account that its owner attached them to."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": "这个身份已经绑定在别的账号上。",
        "no_password": "请先设置密码，再解除绑定，否则将无法登录。",
    }

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:  # noqa: ANN401
        """Forget what the service tells of the person before any of it is kept."""
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        sociallogin.phone = None
        return sociallogin.user

    def serialize_instance(self, instance: Any) -> Any:  # noqa: ANN401
        """Put of a person only the number into the session."""
        return {"pk": instance.pk} if isinstance(instance, Person) else super().serialize_instance(instance)

    def deserialize_instance(self, model: Any, data: Any) -> Any:  # noqa: ANN401
        """Give the person back whose identity it is already, so that nobody else attaches it."""
        if model is not Person:
            return super().deserialize_instance(model, data)
        return Person.objects.filter(pk=data["pk"]).first() or Person()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lead somebody whose identity is not attached to the page that says how it is."""
        if not sociallogin.is_existing and sociallogin.state.get("process") != "connect":
            raise ImmediateHttpResponse(
                HttpResponseRedirect(f"{reverse('accounts:signin')}?{urlencode({'unattached': 1})}")
            )

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by another service's word."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never take an address for the person."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Lead back to the sign-in page, which says that it did not work."""
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("accounts:signin") + "?failed=1"))
