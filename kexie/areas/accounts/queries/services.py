"""The other services whose identities may sign in."""

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest


def services(request: HttpRequest) -> list[dict[str, str]]:
    """Return each service's name and where its sign-in begins; none unless the settings name one."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    found = get_adapter().list_providers(request)
    return [{"name": provider.name, "url": provider.get_login_url(request)} for provider in found]
