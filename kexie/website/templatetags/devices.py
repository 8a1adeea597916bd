"""Browsers and other services, in words."""

from allauth.socialaccount.models import SocialAccount
from django import template
from django.http import HttpRequest

from kexie.areas.accounts.queries import services as known

register = template.Library()
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge 浏览器"),
    ("OPR/", "Opera 浏览器"),
    ("Firefox", "Firefox 浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


@register.filter
def device(agent: str) -> str:
    """Name browser and system.

    >>> device("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")
    'Windows 电脑，Chrome 浏览器'
    >>> device("curl/8")
    '其他设备'
    """
    found = [next((words for mark, words in known if mark in agent), "") for known in (SYSTEMS, BROWSERS)]
    return "，".join(filter(None, found)) or "其他设备"


@register.filter
def services(request: HttpRequest) -> list[dict[str, str]]:
    """Give the services that the settings name."""
    return known.services(request)


@register.filter
def service_name(identity: SocialAccount) -> str:
    """Name the service of an identity; one that is not set up any more has no name."""
    names = {"weixin": "微信", "dingtalk": "钉钉"}
    return names.get(identity.provider, "统一身份认证")
