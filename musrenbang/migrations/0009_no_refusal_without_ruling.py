from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("musrenbang", "0008_rulings_from_trail")]

    operations = [
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["dialihkan", "dikembalikan", "tidak_diakomodasi", "tidak_disepakati"]),
                        ("ruling__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("state__in", ["dialihkan", "dikembalikan", "tidak_diakomodasi", "tidak_disepakati"]),
                            _negated=True,
                        ),
                        ("ruling__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="no_refusal_without_ruling",
            ),
        ),
    ]
