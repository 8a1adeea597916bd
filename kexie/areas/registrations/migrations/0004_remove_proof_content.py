from importlib import import_module

from django.db import migrations, models

LOCKED = "LOCK TABLE registration_proof IN ACCESS EXCLUSIVE MODE"
# Constraints of earlier rows are checked before the table may be altered.
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"
move = import_module("kexie.areas.registrations.migrations.0003_move_proofs").move


class Migration(migrations.Migration):
    """Proofs that came while the others were moved are moved too, before their bytes go from the table."""

    dependencies = [
        ("registrations", "0003_move_proofs"),
    ]

    operations = [
        migrations.RunSQL(LOCKED, migrations.RunSQL.noop),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RunSQL(CHECKED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="proof",
            name="file",
            field=models.OneToOneField(on_delete=models.deletion.PROTECT, related_name="+", to="files.file", verbose_name="文件"),
        ),
        migrations.RemoveConstraint(model_name="proof", name="registration_proof_size"),
        migrations.RemoveField(model_name="proof", name="content"),
        migrations.RemoveField(model_name="proof", name="kind"),
        migrations.RemoveField(model_name="proof", name="name"),
        migrations.RemoveField(model_name="proof", name="size"),
    ]
