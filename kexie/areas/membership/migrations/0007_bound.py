from django.db import migrations

# What half of a platform has, a "王" or a "w", is looked for in one body: such terms bear the body's number.
BIND = """
UPDATE member SET terms = ARRAY(
    SELECT CASE WHEN length(term) = 1 OR (length(term) = 2 AND octet_length(term) = 2)
        THEN organisation_id || '.' || term ELSE term END
    FROM unnest(terms) AS term
);
"""
LOOSEN = """
UPDATE member SET terms = ARRAY(
    SELECT CASE WHEN starts_with(term, organisation_id || '.')
        THEN substr(term, length(organisation_id || '.') + 1) ELSE term END
    FROM unnest(terms) AS term
);
"""


class Migration(migrations.Migration):
    dependencies = [("membership", "0006_tags")]

    operations = [migrations.RunSQL(BIND, LOOSEN)]
