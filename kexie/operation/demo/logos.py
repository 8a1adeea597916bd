"""Simple logos of fictitious bodies; real ones have none here, since we may not draw theirs."""

import io
import math

from django.db import transaction
from PIL import Image, ImageDraw

from kexie.areas.directory import actions
from kexie.areas.directory.models import Logo
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.operation.demo.fictitious import SOURCE

COLOURS = ("#0b5cad", "#0f766e", "#b45309", "#9d174d", "#4338ca", "#3f6212")
SIDE = 512  # drawn twice as large, so that edges come out smooth
NUMBER = 12


@transaction.atomic
def load(*, by: Actor) -> int:
    """Give some fictitious bodies a logo, once; return how many."""
    if Logo.objects.exists():
        return 0
    fictitious = Organisation.objects.live().filter(public_page__source=SOURCE).order_by("pk")
    counties = fictitious.filter(region__in=("430603", "320113"))
    for number, body in enumerate(counties[:NUMBER]):
        actions.change_logo(body, logo=Upload("示例徽标.webp", "webp", drawn(number)), by=by)
    return Logo.objects.count()


def drawn(number: int) -> bytes:
    """Return a ring with a polygon in it, each number another one."""
    picture = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen, colour = ImageDraw.Draw(picture), COLOURS[number % len(COLOURS)]
    pen.ellipse((8, 8, SIDE - 8, SIDE - 8), fill=colour)
    pen.ellipse((44, 44, SIDE - 44, SIDE - 44), outline="white", width=10)
    corners, radius = 3 + number % 5, 130
    turned = [2 * math.pi * corner / corners - math.pi / 2 for corner in range(corners)]
    pen.polygon([(SIDE / 2 + radius * math.cos(a), SIDE / 2 + radius * math.sin(a)) for a in turned], fill="white")
    pen.ellipse((SIDE / 2 - 36, SIDE / 2 - 36, SIDE / 2 + 36, SIDE / 2 + 36), fill=colour)
    file = io.BytesIO()
    picture.resize((SIDE // 2, SIDE // 2)).save(file, "WEBP", quality=90)
    return file.getvalue()
