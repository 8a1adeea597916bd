import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# How a table is counted: `path` and `facets` are expressions over its columns, the path of the association under which a
# row is counted, and an array of marks, empty for a row that does not count. Statements leave deltas, rows that are there
# already at once; a row that is changed but counts as before leaves none. The view is what rollups are compared with.
KEEP = """
CREATE FUNCTION keep_count(measure text, source regclass, path text, facets text) RETURNS void LANGUAGE plpgsql AS $made$
DECLARE
    counted text := format('SELECT %s AS path, %s AS facets', path, facets);
    kept text := format('INSERT INTO delta (measure, path, facets, amount) SELECT %L, path, facets', measure);
BEGIN
    EXECUTE format(
        $$CREATE VIEW %I AS SELECT * FROM (%s FROM %s) AS counted WHERE facets <> '{}'$$,
        measure || '_counted', counted, source
    );
    EXECUTE format($$
        CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                %2$s, count(*) FROM (%3$s FROM fresh) AS changed WHERE facets <> '{}' GROUP BY path, facets;
            ELSIF TG_OP = 'DELETE' THEN
                %2$s, -count(*) FROM (%3$s FROM former) AS changed WHERE facets <> '{}' GROUP BY path, facets;
            ELSE
                %2$s, sum(amount) FROM (
                    %3$s, 1 AS amount FROM fresh UNION ALL %3$s, -1 AS amount FROM former
                ) AS changed WHERE facets <> '{}' GROUP BY path, facets HAVING sum(amount) <> 0;
            END IF;
            RETURN NULL;
        END $body$
    $$, measure || '_count', kept, counted);
    EXECUTE format($$
        CREATE TRIGGER %1$I AFTER INSERT ON %4$s REFERENCING NEW TABLE AS fresh
            FOR EACH STATEMENT EXECUTE FUNCTION %5$I();
        CREATE TRIGGER %2$I AFTER UPDATE ON %4$s REFERENCING NEW TABLE AS fresh OLD TABLE AS former
            FOR EACH STATEMENT EXECUTE FUNCTION %5$I();
        CREATE TRIGGER %3$I AFTER DELETE ON %4$s REFERENCING OLD TABLE AS former
            FOR EACH STATEMENT EXECUTE FUNCTION %5$I();
    $$, measure || '_added', measure || '_changed', measure || '_deleted', source, measure || '_count');
    EXECUTE format($$%s, count(*) FROM %I GROUP BY path, facets$$, kept, measure || '_counted');
END $made$;
CREATE FUNCTION drop_count(measure text) RETURNS void LANGUAGE plpgsql AS $made$
BEGIN
    EXECUTE format('DROP FUNCTION %I() CASCADE; DROP VIEW %I', measure || '_count', measure || '_counted');
    DELETE FROM delta AS d WHERE d.measure = $1;
    DELETE FROM rollup AS r WHERE r.measure = $1;
END $made$;
"""
UNKEEP = "DROP FUNCTION keep_count(text, regclass, text, text); DROP FUNCTION drop_count(text)"
# A body counts under its superior from its founding until it is closed.
BODIES = """
CREATE FUNCTION body_facets(kind text, status text, founded_on date) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN status IN ('preparing', 'closed') THEN '{}' ELSE array_remove(ARRAY[
        'all', 'kind:' || kind, 'founded:' || extract(year FROM founded_on)::int::text
    ], NULL) END
$$;
SELECT keep_count('bodies', 'organisation', 'superior_path', 'body_facets(kind, status, founded_on)');
"""
UNCOUNT = "SELECT drop_count('bodies'); DROP FUNCTION body_facets(text, text, date)"
# The queue is emptied each minute, the rollups change in place.
STORED = """
ALTER TABLE rollup SET (fillfactor = 80);
ALTER TABLE delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
"""

class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0001_initial'),
        ('organisations', '0006_charter_since'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=40, verbose_name='指标')),
                ('path', models.CharField(db_collation='C', max_length=80, verbose_name='位置')),
                ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='分组')),
                ('amount', models.IntegerField(verbose_name='增减')),
            ],
            options={
                'db_table': 'delta',
            },
        ),
        migrations.CreateModel(
            name='Rollup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=40, verbose_name='指标')),
                ('facet', models.CharField(db_collation='C', max_length=40, verbose_name='分组')),
                ('amount', models.BigIntegerField(verbose_name='个数')),
                ('node', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='科协')),
            ],
            options={
                'db_table': 'rollup',
                'constraints': [models.UniqueConstraint(fields=('measure', 'node', 'facet'), include=('amount',), name='rollup_once', violation_error_message='这个数字已经有了。')],
            },
        ),
        migrations.RunSQL(STORED, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, UNKEEP),
        migrations.RunSQL(BODIES, UNCOUNT),
    ]
