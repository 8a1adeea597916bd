"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the site's own facts and whether this is a demonstration."""
    return {"site": settings.SITE, "demo": settings.DEMO}
