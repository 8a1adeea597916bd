from django.db import migrations

# Pages that were off before there was a worklist, and tasks agreed on, wait there from now on.
WAIT = """
INSERT INTO obligation (kind, thing, thing_id, organisation_id, permission, what, why, link, since)
SELECT 'directory.publish', 'organisations.organisation', id::text, id, 'directory.publish',
       '主页已被下线，请修改后重新公开', left(offline_reason, 500), '/organisations/' || code || '/present/', offline_at
FROM organisation WHERE offline_at IS NOT NULL AND closed_on IS NULL
ON CONFLICT DO NOTHING;
INSERT INTO obligation (kind, thing, thing_id, organisation_id, permission, what, why, link, since)
SELECT 'directory.complete_task', 'organisations.agreedtask', task.id::text, body.id, 'directory.relate',
       left('完成商定的任务：' || task.title, 200), '', '/organisations/' || body.code || '/tasks/',
       task.agreed_on::timestamp AT TIME ZONE 'Asia/Shanghai'
FROM agreed_task AS task JOIN organisation AS body ON body.id = task.organisation_id
WHERE task.done_on IS NULL AND body.closed_on IS NULL
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0002_logo"),
        ("organisations", "0004_changed_at"),
        ("worklist", "0001_initial"),
    ]

    operations = [migrations.RunSQL(WAIT, migrations.RunSQL.noop)]
