from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('musrenbang', '0012_forum_rest'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='assisted',
            field=models.BooleanField(default=False, editable=False, verbose_name='disampaikan dengan bantuan'),
        ),
    ]
