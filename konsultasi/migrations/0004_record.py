import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('konsultasi', '0003_handling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='nomor')),
                ('place', models.CharField(max_length=120, verbose_name='tempat')),
                ('day', models.DateField(verbose_name='tanggal')),
                ('signers', models.JSONField(default=list, verbose_name='penanda tangan')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='catatan')),
                ('content', models.JSONField(default=list, verbose_name='isi')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consultation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='konsultasi.consultation')),
            ],
            options={
                'verbose_name': 'berita acara konsultasi',
                'verbose_name_plural': 'berita acara konsultasi',
            },
        ),
        migrations.CreateModel(
            name='MatrixFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=4)),
                ('paper', models.CharField(blank=True, max_length=2)),
                ('as_of', models.CharField(blank=True, max_length=10)),
                ('content', models.BigIntegerField()),
                ('state', models.CharField(choices=[('antre', 'Menunggu'), ('dibuat', 'Sedang dibuat'), ('siap', 'Siap'), ('gagal', 'Gagal')], default='antre', max_length=6)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='berkas')),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matrix_files', to='konsultasi.consultation')),
            ],
            options={
                'verbose_name': 'berkas matriks',
                'verbose_name_plural': 'berkas matriks',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'format', 'paper', 'as_of', 'content'), name='matrix_file_made_once')],
            },
        ),
    ]
