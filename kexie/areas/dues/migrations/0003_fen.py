from django.db import migrations, models
from django.db.models import F, Q

AMOUNTS = {"dues_rate": ["amount"], "due": ["amount", "paid", "waived"], "dues_entry": ["amount"]}
MOST = 9_999_999  # fen


def altered(kind: str, reckoned: str) -> str:
    """Change the type of each amount and what stands in it, in one pass over each table."""
    statements = []
    for table, columns in AMOUNTS.items():
        changes = [f"ALTER COLUMN {one} TYPE {kind} USING {reckoned.format(one)}" for one in columns]
        statements.append(f"ALTER TABLE {table} {', '.join(changes)};")
    return "\n".join(statements)


def fields() -> list[migrations.AlterField]:
    return [
        migrations.AlterField("rate", "amount", models.IntegerField(default=0, verbose_name="金额")),
        migrations.AlterField("due", "amount", models.IntegerField(default=0, verbose_name="应缴")),
        migrations.AlterField("due", "paid", models.IntegerField(default=0, verbose_name="已缴")),
        migrations.AlterField("due", "waived", models.IntegerField(default=0, verbose_name="减免")),
        migrations.AlterField("entry", "amount", models.IntegerField(verbose_name="金额")),
    ]


class Migration(migrations.Migration):
    """Amounts were yuan with two decimals and are fen from here on: whole numbers, as everywhere."""

    dependencies = [
        ("dues", "0002_year_indexes"),
    ]

    operations = [
        # What reckons with amounts goes before them and comes again behind them.
        migrations.RemoveConstraint("rate", "dues_rate_amount"),
        migrations.RemoveConstraint("due", "due_amount"),
        migrations.RemoveConstraint("due", "due_within"),
        migrations.RemoveConstraint("entry", "dues_entry_sign"),
        migrations.RemoveIndex("due", "due_owed"),
        migrations.RemoveField("due", "remainder"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    altered("integer", "({} * 100)::integer"), altered("numeric(9, 2)", "{}::numeric / 100")
                )
            ],
            state_operations=fields(),
        ),
        migrations.AddField(
            "due",
            "remainder",
            models.GeneratedField(
                db_persist=True,
                expression=F("amount") - F("paid") - F("waived"),
                output_field=models.IntegerField(),
                verbose_name="未缴",
            ),
        ),
        migrations.AddIndex(
            "due", models.Index(fields=["year", "number", "id"], name="due_owed", condition=Q(remainder__gt=0))
        ),
        migrations.AddConstraint(
            "rate",
            models.CheckConstraint(
                name="dues_rate_amount",
                condition=Q(amount__gte=0, amount__lte=MOST),
                violation_error_message="金额不能小于 0，也不能超过上限。",
            ),
        ),
        migrations.AddConstraint(
            "due",
            models.CheckConstraint(
                name="due_amount",
                condition=Q(amount__gte=0, amount__lte=MOST),
                violation_error_message="应缴金额超出范围。",
            ),
        ),
        migrations.AddConstraint(
            "due",
            models.CheckConstraint(
                name="due_within",
                condition=Q(paid__gte=0, waived__gte=0) & Q(amount__gte=F("paid") + F("waived")),
                violation_error_message="已缴和减免合计不能超过应缴。",
            ),
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                name="dues_entry_sign",
                condition=Q(amount__gt=0, counters=None) | Q(amount__lt=0, counters__isnull=False),
                violation_error_message="只有更正可以是负数。",
            ),
        ),
    ]
