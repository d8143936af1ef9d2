"""What a forum still lacked: its ballots, longer stages of a village, proposals split into several."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("acara", "0001_initial"),
        ("musrenbang", "0011_sipd"),
        ("wilayah", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="split_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="musrenbang.proposal",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="forum",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rounds",
                to="musrenbang.forum",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="invalid_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="merger",
            name="from_state",
            field=models.CharField(
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("dikembalikan", "Dikembalikan untuk diperbaiki"),
                    ("diverifikasi_desa", "Diverifikasi kelurahan/desa"),
                    ("diverifikasi_kecamatan", "Diverifikasi kecamatan"),
                    ("prioritas", "Prioritas kecamatan"),
                    ("cadangan", "Cadangan"),
                    ("tidak_disepakati", "Belum dapat diakomodasi"),
                    ("rkpd", "Masuk RKPD"),
                    ("apbd", "Masuk APBD"),
                    ("dilaksanakan", "Sedang dilaksanakan"),
                    ("selesai", "Selesai"),
                    ("dibuka_lagi", "Dibuka lagi, menunggu perbaikan"),
                    ("tidak_diakomodasi", "Tidak diakomodasi"),
                    ("dialihkan", "Dialihkan"),
                    ("digabung", "Digabung"),
                    ("dipecah", "Dipecah"),
                    ("ditarik", "Ditarik pengusul"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("dikembalikan", "Dikembalikan untuk diperbaiki"),
                    ("diverifikasi_desa", "Diverifikasi kelurahan/desa"),
                    ("diverifikasi_kecamatan", "Diverifikasi kecamatan"),
                    ("prioritas", "Prioritas kecamatan"),
                    ("cadangan", "Cadangan"),
                    ("tidak_disepakati", "Belum dapat diakomodasi"),
                    ("rkpd", "Masuk RKPD"),
                    ("apbd", "Masuk APBD"),
                    ("dilaksanakan", "Sedang dilaksanakan"),
                    ("selesai", "Selesai"),
                    ("dibuka_lagi", "Dibuka lagi, menunggu perbaikan"),
                    ("tidak_diakomodasi", "Tidak diakomodasi"),
                    ("dialihkan", "Dialihkan"),
                    ("digabung", "Digabung"),
                    ("dipecah", "Dipecah"),
                    ("ditarik", "Ditarik pengusul"),
                ],
                default="draf",
                max_length=24,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="stagetime",
            name="left",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("dikembalikan", "Dikembalikan untuk diperbaiki"),
                    ("diverifikasi_desa", "Diverifikasi kelurahan/desa"),
                    ("diverifikasi_kecamatan", "Diverifikasi kecamatan"),
                    ("prioritas", "Prioritas kecamatan"),
                    ("cadangan", "Cadangan"),
                    ("tidak_disepakati", "Belum dapat diakomodasi"),
                    ("rkpd", "Masuk RKPD"),
                    ("apbd", "Masuk APBD"),
                    ("dilaksanakan", "Sedang dilaksanakan"),
                    ("selesai", "Selesai"),
                    ("dibuka_lagi", "Dibuka lagi, menunggu perbaikan"),
                    ("tidak_diakomodasi", "Tidak diakomodasi"),
                    ("dialihkan", "Dialihkan"),
                    ("digabung", "Digabung"),
                    ("dipecah", "Dipecah"),
                    ("ditarik", "Ditarik pengusul"),
                ],
                max_length=24,
                verbose_name="dari",
            ),
        ),
        migrations.AlterField(
            model_name="stagetime",
            name="state",
            field=models.CharField(
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("dikembalikan", "Dikembalikan untuk diperbaiki"),
                    ("diverifikasi_desa", "Diverifikasi kelurahan/desa"),
                    ("diverifikasi_kecamatan", "Diverifikasi kecamatan"),
                    ("prioritas", "Prioritas kecamatan"),
                    ("cadangan", "Cadangan"),
                    ("tidak_disepakati", "Belum dapat diakomodasi"),
                    ("rkpd", "Masuk RKPD"),
                    ("apbd", "Masuk APBD"),
                    ("dilaksanakan", "Sedang dilaksanakan"),
                    ("selesai", "Selesai"),
                    ("dibuka_lagi", "Dibuka lagi, menunggu perbaikan"),
                    ("tidak_diakomodasi", "Tidak diakomodasi"),
                    ("dialihkan", "Dialihkan"),
                    ("digabung", "Digabung"),
                    ("dipecah", "Dipecah"),
                    ("ditarik", "Ditarik pengusul"),
                ],
                max_length=24,
                verbose_name="menjadi",
            ),
        ),
        migrations.CreateModel(
            name="Elector",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paper", models.BooleanField(default=False, verbose_name="memilih di kertas")),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="acara.attendance"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="electors", to="musrenbang.round"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pemilih dalam forum",
                "verbose_name_plural": "pemilih dalam forum",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "attendance"), name="elector_once"),
                    models.UniqueConstraint(fields=("round", "user"), name="elector_account_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperBallot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor lembar")),
                ("choices", models.JSONField(default=list, verbose_name="pilihan")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="musrenbang.round"
                    ),
                ),
            ],
            options={
                "verbose_name": "surat suara kertas",
                "verbose_name_plural": "surat suara kertas",
                "ordering": ["number", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number", "by"), name="paper_typed_once_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Split",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("dikembalikan", "Dikembalikan untuk diperbaiki"),
                            ("diverifikasi_desa", "Diverifikasi kelurahan/desa"),
                            ("diverifikasi_kecamatan", "Diverifikasi kecamatan"),
                            ("prioritas", "Prioritas kecamatan"),
                            ("cadangan", "Cadangan"),
                            ("tidak_disepakati", "Belum dapat diakomodasi"),
                            ("rkpd", "Masuk RKPD"),
                            ("apbd", "Masuk APBD"),
                            ("dilaksanakan", "Sedang dilaksanakan"),
                            ("selesai", "Selesai"),
                            ("dibuka_lagi", "Dibuka lagi, menunggu perbaikan"),
                            ("tidak_diakomodasi", "Tidak diakomodasi"),
                            ("dialihkan", "Dialihkan"),
                            ("digabung", "Digabung"),
                            ("dipecah", "Dipecah"),
                            ("ditarik", "Ditarik pengusul"),
                        ],
                        max_length=24,
                    ),
                ),
                ("undo_until", models.DateTimeField(verbose_name="dapat dibatalkan sampai")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="splits", to="musrenbang.proposal"
                    ),
                ),
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="split_off", to="musrenbang.proposal"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin", models.F("part")), _negated=True), name="not_split_into_itself"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closes_at", models.DateTimeField(verbose_name="diperpanjang sampai")),
                ("reason", models.TextField(max_length=1000, verbose_name="alasan")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wilayah.region",
                        verbose_name="kelurahan atau desa",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="musrenbang.stage",
                        verbose_name="tahap",
                    ),
                ),
            ],
            options={
                "verbose_name": "perpanjangan tahap",
                "verbose_name_plural": "perpanjangan tahap",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["stage", "region", "closes_at"], name="extension_of_village")],
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThanOrEqual(
                            django.db.models.functions.text.Length("reason"), 20
                        ),
                        name="extension_has_reason",
                    )
                ],
            },
        ),
    ]
