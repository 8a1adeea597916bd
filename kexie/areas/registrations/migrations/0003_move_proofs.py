import hashlib
import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import migrations, transaction

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def move(apps: Any, schema_editor: Any) -> None:
    """Write each proof into the store, read it back, and only then refer to it; what was moved is not moved again."""
    Proof, File = apps.get_model("registrations", "Proof"), apps.get_model("files", "File")
    for key in list(Proof.objects.filter(file=None).values_list("pk", flat=True)):
        with transaction.atomic():
            proof = Proof.objects.select_related("registration").select_for_update(of=("self",)).get(pk=key)
            content = bytes(proof.content)
            number = secrets.token_hex(20)
            blob = f"{number[:2]}/{number}"
            with schema_editor.connection.cursor() as cursor:  # as `files.actions.keep` holds it against the sweeper
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files {blob}"])
            storages["files"].save(blob, ContentFile(content))
            with storages["files"].open(blob) as file:
                if file.read() != content:
                    raise RuntimeError(f"Proof {key} was not stored as it is.")
            stem = proof.name.rpartition(".")[0] or proof.name
            proof.file = File.objects.create(
                code="".join(secrets.choice(LETTERS) for _ in range(10)),
                name=f"{stem[:110]}.{proof.kind}",
                kind=proof.kind,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                blob=blob,
                is_checked=False,  # it was never looked through, so it is only saved and never shown
                person_id=proof.registration.applicant_id,
                at=proof.at,
            )
            proof.save(update_fields=["file"])


class Migration(migrations.Migration):

    atomic = False  # one proof after the other: nothing is locked long, and an interrupted move goes on

    dependencies = [
        ("registrations", "0002_proof_file"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
    ]
