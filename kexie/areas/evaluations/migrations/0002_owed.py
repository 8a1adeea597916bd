"""Own scores that wait now are seen by those above, as new ones are."""

from django.db import migrations

OWED = "UPDATE obligation SET is_owed = true WHERE kind = 'evaluations.submit' AND closed_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial"), ("worklist", "0002_owed")]

    operations = [migrations.RunSQL(OWED, migrations.RunSQL.noop)]
