from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the index is made beside those who write (OPS-04)

    dependencies = [
        ('people', '0003_locked_for_platform'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='person',
            index=models.Index(fields=['name'], name='person_name'),
        ),
    ]
