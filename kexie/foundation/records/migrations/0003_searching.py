import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the indexes are made beside those who write (OPS-04)

    dependencies = [
        ('records', '0002_seals'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(fields=['at', 'id'], name='record_at'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(fields=['person', 'at', 'id'], name='record_person'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(fields=['what', 'at', 'id'], name='record_what'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(fields=['organisation', 'at', 'id'], name='record_organisation_at'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(django.db.models.functions.text.Left('organisation_path', 14), models.F('at'), models.F('id'), name='record_path14'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(django.db.models.functions.text.Left('organisation_path', 21), models.F('at'), models.F('id'), name='record_path21'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(django.db.models.functions.text.Left('organisation_path', 28), models.F('at'), models.F('id'), name='record_path28'),
        ),
        AddIndexConcurrently(
            model_name='record',
            index=models.Index(fields=['era', 'transaction', 'id'], name='record_sealing'),
        ),
        RemoveIndexConcurrently(
            model_name='record',
            name='record_organisation',
        ),
    ]
