"""How a code can reach somebody."""

from django.conf import settings

from kexie.areas.accounts.models import Channel


def channels() -> frozenset[Channel]:
    """Return the ways that are set up here: e-mail where there is a server; text messages once an engine plugs in."""
    return frozenset({Channel.EMAIL} if settings.EMAIL_HOST else set())
