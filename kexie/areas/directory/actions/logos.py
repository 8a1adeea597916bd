"""The sign of a body (ORG-07)."""

from django.db import transaction

from kexie.areas.directory.models import Logo
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record


@transaction.atomic
def change_logo(
    body: Organisation, *, logo: Upload | None = None, remove: bool = False, seen: int | None = None, by: Actor
) -> Logo:
    """Show another logo on the body's page, or none; `seen` is the logo's revision, 0 where there never was one.

    Raises ValidationError for a body that was closed, and where the file could not be stored.
    """
    rules.require_alive(status=lock(body).status)
    row = lock(Logo.objects.get_or_create(organisation=body)[0], seen=seen)
    before = row.file
    row.file = None if remove or logo is None else files.keep(logo, by=by)
    row.save(update_fields=["file", "revision"])
    record(
        "directory.change_logo",
        row,
        by=by,
        organisation=body,
        before={"sha256": before.sha256 if before else None},
        after={"sha256": row.file.sha256 if row.file else None},
    )
    return row
