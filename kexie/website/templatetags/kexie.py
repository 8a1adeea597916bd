"""Tags and filters of every template."""

import secrets

from django import template
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the vendored icons; a wrong name fails at once."""
    return SafeString(get_template(f"icons/{name}.svg").render())  # noqa: S308 - our own files


@register.simple_tag
def form_key() -> SafeString:
    """Write the hidden key by which a form that is sent twice acts once."""
    return format_html("<input{}>", flatatt({"type": "hidden", "name": "form_key", "value": secrets.token_urlsafe(24)}))
