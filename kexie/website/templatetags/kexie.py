"""Tags and filters of every template."""

import secrets
from collections.abc import Iterable
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kexie.engines.notices import queries as notices

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw one of the vendored icons; a wrong name fails at once."""
    return SafeString(get_template(f"icons/{name}.svg").render())


# The portal's columns, in the handbook's words (H64); one is added when its area is built.
COLUMNS = (("首页", "home"), ("企业科协分布", "directory:distribution"), ("组织在线", "directory:browse"))


@register.simple_tag(takes_context=True)
def shell(context: Context) -> SafeString:
    """Draw header and columns; for visitors kept in this process's memory, for they are the same for all of them."""
    request = context.get("request")
    path = request.path if request else ""
    urls = [reverse(name) for _, name in COLUMNS]
    current = max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return _shell(current, path == current)
    has_role = bool(getattr(getattr(request, "actor", None), "reaches", None))
    unread = notices.unread(getattr(request, "actor", None))
    return _draw(current, path == current, request=request, person=person, has_role=has_role, unread=unread)


@lru_cache(maxsize=64)
def _shell(current: str, is_here: bool) -> SafeString:
    return _draw(current, is_here)


def _draw(current: str, is_here: bool, request: HttpRequest | None = None, **extra: object) -> SafeString:
    columns = [
        {"label": label, "url": url, "current": ("page" if is_here else "true") if url == current else ""}
        for label, url in ((label, reverse(name)) for label, name in COLUMNS)
    ]
    context = {"columns": columns, "site": settings.SITE, "demo": settings.DEMO, **extra}
    return SafeString(get_template("website/_header.html").render(context, request))


@register.simple_tag
def form_key() -> SafeString:
    """Write the hidden key by which a form that is sent twice acts once."""
    return format_html("<input{}>", flatatt({"type": "hidden", "name": "form_key", "value": secrets.token_urlsafe(24)}))


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Write the options of a select; kept in this process's memory, for they are the same on every page."""
    return _options(tuple(choices), chosen)


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    rows = ((value, SafeString(" selected") if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
