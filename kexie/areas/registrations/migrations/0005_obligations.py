from django.db import migrations

# What waited before there was a worklist waits there from now on. The due day stands for fifteen working days.
WAIT = """
INSERT INTO obligation (kind, thing, thing_id, organisation_id, permission, apart_id, what, why, link, since, due)
SELECT 'registrations.accept', 'registrations.registration', id::text, organisation_id, 'registrations.accept',
       applicant_id, left('审核“' || name || '”的注册申请', 200), '', '/registrations/' || code || '/', since,
       (since AT TIME ZONE 'Asia/Shanghai')::date + 21
FROM registration WHERE stage IN ('submitted', 'resubmitted')
ON CONFLICT DO NOTHING;
INSERT INTO obligation (kind, thing, thing_id, person_id, permission, what, why, link, since)
SELECT 'registrations.amend', 'registrations.registration', id::text, applicant_id, '',
       left('“' || name || '”的注册申请被退回，请修改后再提交', 200), reason, '/registrations/' || code || '/', since
FROM registration WHERE stage = 'returned'
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("registrations", "0004_remove_proof_content"),
        ("worklist", "0001_initial"),
    ]

    operations = [migrations.RunSQL(WAIT, migrations.RunSQL.noop)]
