from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('konsultasi', '0007_handling_parts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='input',
            name='channel',
            field=models.CharField(choices=[('web', 'Situs'), ('dibantu', 'Situs, dengan bantuan'), ('tamu', 'Situs, tanpa akun (tamu)'), ('tatap_muka', 'Tatap muka'), ('surat', 'Surat'), ('whatsapp', 'WhatsApp')], default='web', max_length=12, verbose_name='cara'),
        ),
    ]
