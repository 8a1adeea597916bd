import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Each statement leaves what it changed of what is counted; void answers are not counted. Where the answers of an
# anonymous collection are shuffled, nothing changes.
COUNT = """
CREATE FUNCTION response_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('kexie.shuffling', true) = 'on' THEN
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO response_delta (collection_id, codes, figures, amount)
        SELECT collection_id, codes, figures, 1 FROM fresh WHERE NOT is_void;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO response_delta (collection_id, codes, figures, amount)
        SELECT collection_id, codes, figures, -1 FROM former WHERE NOT is_void;
    ELSE
        INSERT INTO response_delta (collection_id, codes, figures, amount)
        SELECT collection_id, codes, figures, sum(amount) FROM (
            SELECT collection_id, codes, figures, 1 AS amount FROM fresh WHERE NOT is_void
            UNION ALL SELECT collection_id, codes, figures, -1 FROM former WHERE NOT is_void
        ) AS changed GROUP BY 1, 2, 3 HAVING sum(amount) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER response_added AFTER INSERT ON response REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION response_count();
CREATE TRIGGER response_changed AFTER UPDATE ON response REFERENCING NEW TABLE AS fresh OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION response_count();
CREATE TRIGGER response_deleted AFTER DELETE ON response REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION response_count();
INSERT INTO response_delta (collection_id, codes, figures, amount)
SELECT collection_id, codes, figures, 1 FROM response WHERE NOT is_void;
"""
UNCOUNT = "DROP FUNCTION response_count() CASCADE"
# The queue is emptied each minute, the tallies change in place.
STORED = """
ALTER TABLE response_tally SET (fillfactor = 80);
ALTER TABLE response_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0007_term_end'),
        ('questionnaires', '0002_changed_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delta',
            fields=[
                ('id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, primary_key=True, serialize=False)),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(null=True), size=None)),
                ('figures', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=6, max_digits=21, null=True), size=None)),
                ('amount', models.IntegerField()),
            ],
            options={
                'db_table': 'response_delta',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_collation='C', max_length=81)),
                ('value', models.IntegerField()),
                ('amount', models.BigIntegerField()),
            ],
            options={
                'db_table': 'response_tally',
            },
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_collation='C', max_length=81)),
                ('number', models.BigIntegerField()),
                ('total', models.DecimalField(decimal_places=6, max_digits=40)),
                ('squares', models.DecimalField(decimal_places=12, max_digits=60)),
                ('low', models.DecimalField(decimal_places=6, max_digits=21, null=True)),
                ('high', models.DecimalField(decimal_places=6, max_digits=21, null=True)),
            ],
            options={
                'db_table': 'response_total',
            },
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['collection', 'id'], name='response_any_order'),
        ),
        migrations.AddField(
            model_name='delta',
            name='collection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='questionnaires.collection'),
        ),
        migrations.AddField(
            model_name='tally',
            name='collection',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='questionnaires.collection'),
        ),
        migrations.AddField(
            model_name='total',
            name='collection',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='questionnaires.collection'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('collection', 'name', 'value'), include=('amount',), name='response_tally_once', violation_error_message='这个数字已经有了。'),
        ),
        migrations.AddConstraint(
            model_name='total',
            constraint=models.UniqueConstraint(fields=('collection', 'name'), name='response_total_once', violation_error_message='这个数字已经有了。'),
        ),
        migrations.AlterField(
            model_name='collection',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='结束时间'),
        ),
        migrations.AlterField(
            model_name='collection',
            name='closes_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='截止时间'),
        ),
        migrations.AlterField(
            model_name='collection',
            name='most',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='最多收多少份'),
        ),
        migrations.RunSQL(STORED, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT, UNCOUNT),
    ]
