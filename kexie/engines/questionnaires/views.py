"""What stands in questionnaires and belongs to no area's page."""

from django.http import Http404, HttpResponseBase

from kexie.core.requests import Request
from kexie.engines.files import queries as files
from kexie.engines.questionnaires.models import Picture

FRESH = 86_400  # seconds for which a browser need not ask again: a picture never changes


def picture(request: Request, code: str) -> HttpResponseBase:
    """Show a picture of a questionnaire to whoever knows its code: it stands there to be seen."""
    found = Picture.objects.published().filter(file__code=code).select_related("file").first()
    if found is None:
        raise Http404
    return files.served(found.file, inline=True, request=request, seconds=FRESH)
