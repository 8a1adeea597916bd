from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("registrations", "0001_initial"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="file",
            field=models.OneToOneField(null=True, on_delete=models.deletion.PROTECT, related_name="+", to="files.file", verbose_name="文件"),
        ),
    ]
