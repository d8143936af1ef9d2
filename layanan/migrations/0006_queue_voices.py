import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("layanan", "0005_queue_devices"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueueVoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=20, verbose_name="kata")),
                ("sound", models.BinaryField()),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("recorded_by", models.BigIntegerField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voices", to="layanan.queueoffice"
                    ),
                ),
            ],
            options={
                "verbose_name": "rekaman suara",
                "verbose_name_plural": "rekaman suara",
                "constraints": [models.UniqueConstraint(fields=("office", "word"), name="queue_voice_once")],
            },
        ),
    ]
