"""Browsers and other services, in words."""

from allauth.socialaccount.models import SocialAccount
from django import template
from django.http import HttpRequest

from kexie.areas.accounts.queries import services as known
from kexie.areas.accounts.rules import device

register = template.Library()
register.filter(device)


@register.filter
def services(request: HttpRequest) -> list[dict[str, str]]:
    """Give the services that the settings name."""
    return known.services(request)


@register.filter
def service_name(identity: SocialAccount) -> str:
    """Name the service of an identity; one that is not set up any more has no name."""
    names = {"weixin": "微信", "dingtalk": "钉钉"}
    return names.get(identity.provider, "统一身份认证")
