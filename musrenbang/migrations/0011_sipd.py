"""Tables that offices read in (lists of past years, a village's sheet) and what SIPD said of proposals."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("musrenbang", "0010_commitments"),
        ("wilayah", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposalSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="nama berkas")),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("dibaca", "Sedang diperiksa"),
                            ("salah", "Berisi kesalahan"),
                            ("diperiksa", "Sudah diperiksa, belum disimpan"),
                            ("antre", "Sedang disimpan"),
                            ("dibuat", "Tersimpan"),
                            ("gagal", "Gagal"),
                        ],
                        default="dibaca",
                        max_length=12,
                    ),
                ),
                ("trouble", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("lama", "Daftar tahun sebelumnya"), ("desa", "Lembar kelurahan/desa")],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="musrenbang.cycle"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wilayah.region",
                        verbose_name="wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "lembar usulan",
                "verbose_name_plural": "lembar usulan",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SheetEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("old_number", models.CharField(blank=True, max_length=40, verbose_name="nomor lama")),
                ("on_behalf", models.CharField(blank=True, max_length=120, verbose_name="atas nama")),
                ("consented", models.BooleanField(default=False, verbose_name="setuju dicatatkan")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="musrenbang.cycle"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entry", to="musrenbang.proposal"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="musrenbang.proposalsheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris lembar usulan",
                "verbose_name_plural": "baris lembar usulan",
                "ordering": ["row"],
            },
        ),
        migrations.CreateModel(
            name="SipdFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="nama berkas")),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("dibaca", "Sedang diperiksa"),
                            ("salah", "Berisi kesalahan"),
                            ("diperiksa", "Sudah diperiksa, belum disimpan"),
                            ("antre", "Sedang disimpan"),
                            ("dibuat", "Tersimpan"),
                            ("gagal", "Gagal"),
                        ],
                        default="dibaca",
                        max_length=12,
                    ),
                ),
                ("trouble", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun rencana")),
                ("as_of", models.DateField(verbose_name="tanggal data SIPD")),
                ("rest", models.JSONField(default=list)),
                ("pairs", models.JSONField(default=dict)),
                ("matched", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas SIPD",
                "verbose_name_plural": "berkas SIPD",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SipdStatus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("as_of", models.DateField(verbose_name="tanggal data SIPD")),
                ("status", models.CharField(blank=True, max_length=200, verbose_name="status")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="catatan")),
                ("said", models.JSONField(default=dict)),
                ("paired", models.BooleanField(default=False, verbose_name="dipasangkan orang")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="musrenbang.sipdfile"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sipd_statuses",
                        to="musrenbang.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "status SIPD",
                "verbose_name_plural": "status SIPD",
                "ordering": ["as_of", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="proposalsheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["antre", "dibuat"])),
                fields=("cycle", "digest"),
                name="sheet_made_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetentry",
            constraint=models.UniqueConstraint(fields=("sheet", "row"), name="entry_once_per_row"),
        ),
        migrations.AddConstraint(
            model_name="sheetentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("old_number", ""), _negated=True),
                fields=("cycle", "old_number"),
                name="old_number_once_per_cycle",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_behalf", ""), ("consented", True), _connector="OR"),
                name="on_behalf_with_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="sipdfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__range", (2000, 2100))), name="sipd_year_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="sipdstatus",
            constraint=models.UniqueConstraint(fields=("file", "row"), name="sipd_row_told_once"),
        ),
    ]
