"""A unit says whether a quantity may be a part of one; lengths, areas and weights that stand there already may."""

from typing import Any

from django.db import migrations, models

MEASURES = ["m", "m2", "m²", "m3", "m³", "cm", "km", "km²", "ha", "are", "kg", "kuintal", "ton", "liter", "meter"]


def mark_measures(apps: Any, schema_editor: Any) -> None:
    apps.get_model("musrenbang", "Unit").objects.filter(name__in=MEASURES).update(fractional=True)


class Migration(migrations.Migration):
    dependencies = [("musrenbang", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="fractional",
            field=models.BooleanField(
                default=False,
                help_text="Centang untuk ukuran seperti m atau ha. Jumlah orang atau unit utuh.",
                verbose_name="boleh pecahan",
            ),
        ),
        migrations.RunPython(mark_measures, migrations.RunPython.noop),
    ]
