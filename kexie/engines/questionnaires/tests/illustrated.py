"""Questionnaires with pictures, for tests."""

import io

from PIL import Image

from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import actions
from kexie.engines.questionnaires.models import Picture, Questionnaire
from kexie.foundation.organisations.models import Organisation

BY = Actor.platform("tests")


def png(width: int = 40, height: int = 30) -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, "PNG")
    return file.getvalue()


def questionnaire(body: Organisation) -> Questionnaire:
    """A draft without questions."""
    return actions.add(body, draft={"title": "评选"}, by=BY)


def picture(body: Organisation, to: Questionnaire | None = None) -> Picture:
    """A picture that may stand in a questionnaire."""
    upload = Upload("作品.png", "png", png())
    return actions.illustrate(to or questionnaire(body), picture=upload, by=BY)
