from django.db import migrations, models

# A member counts under the association above the body, while on the roll; what happened in a year, where it happened.
FACETS = """
CREATE FUNCTION member_facets(
    status text, sex text, birth_year int, education text, rank text, category text, joined_on date
) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN status IN ('active', 'retired') THEN ARRAY[
        'all', 'status:' || status, 'sex:' || sex, 'born:' || coalesce(birth_year::text, ''),
        'education:' || education, 'rank:' || rank, 'category:' || category,
        'joined:' || extract(year FROM joined_on)::int::text
    ] ELSE '{}' END
$$;
CREATE FUNCTION member_change_facets(cause text, day date) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN cause IN ('entered', 'applied', 'imported') THEN ARRAY['gained:' || extract(year FROM day)::int::text]
        WHEN cause IN ('left', 'departed', 'lapsed', 'expelled', 'died')
            THEN ARRAY['lost:' || extract(year FROM day)::int::text, 'cause:' || cause]
        ELSE '{}'
    END
$$;
"""
COUNT = """
SELECT keep_count(
    'members', 'member', 'left(path, length(path) - 7)',
    'member_facets(status, sex, birth_year, education, rank, category, joined_on)'
);
SELECT keep_count(
    'member_changes', 'member_change', 'left(path, length(path) - 7)', 'member_change_facets(cause, "on")'
);
"""
UNCOUNT = """
SELECT drop_count('members'), drop_count('member_changes');
DROP FUNCTION member_facets(text, text, int, text, text, text, date); DROP FUNCTION member_change_facets(text, date);
"""
FILL = "UPDATE member_change SET path = member.path FROM member WHERE member.id = member_id"


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0002_rollups'),
        ('membership', '0002_leaving'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='path',
            field=models.CharField(db_collation='C', default='', editable=False, max_length=80, verbose_name='位置'),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(FACETS + COUNT, UNCOUNT),
    ]
