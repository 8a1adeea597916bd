"""What stands in questionnaires and belongs to no area's page."""

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse

from kexie.core.requests import Request
from kexie.engines.files import queries as files
from kexie.engines.questionnaires import forms
from kexie.engines.questionnaires.models import Picture
from kexie.engines.questionnaires.queries import places
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.regions.models import Region

FRESH = 86_400  # seconds for which a browser need not ask again: a picture never changes


def picture(request: Request, code: str) -> HttpResponseBase:
    """Show a picture of a questionnaire to whoever knows its code: it stands there to be seen."""
    found = Picture.objects.published().filter(file__code=code).select_related("file").first()
    if found is None:
        raise Http404
    return files.served(found.file, inline=True, request=request, seconds=FRESH)


def find(request: Request) -> HttpResponse:
    """Tell which regions, or which organisations below a body, a few typed letters mean; both are public."""
    asked = forms.Find(request.GET).filters
    body = Organisation.objects.published().filter(code=asked["body"]).first()
    if body:
        found = places.found_bodies(Organisation.objects.published(), body, asked["q"])
    else:
        found = places.found_regions(Region.objects.published(), asked["q"])
    return JsonResponse({"found": found})
