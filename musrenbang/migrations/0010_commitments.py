from datetime import timedelta

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

ASK_AFTER, LONG_AGO = timedelta(days=28), timedelta(days=365)
BATCH = 1000


def times_from_trail(apps, schema_editor):
    """How long every proposal stood in each state so far, read from the trail; and when the finished ones were done."""
    times, entries = apps.get_model("musrenbang", "StageTime"), apps.get_model("audit", "Entry")
    known = set(apps.get_model("musrenbang", "Proposal").objects.values_list("pk", flat=True))
    rows = entries.objects.filter(target_type="musrenbang.proposal").exclude(to_state="").order_by("id")
    since, made = {}, []
    for at, target, left, state in rows.values_list("at", "target_id", "from_state", "to_state").iterator():
        proposal = int(target)
        if left == state or proposal not in known:
            continue
        before, since[proposal] = since.get(proposal), at
        days = max(0, (timezone.localdate(at) - timezone.localdate(before)).days) if before else None
        made.append(times(proposal_id=proposal, left=left, state=state, at=at, days=days))
        if len(made) == BATCH:
            times.objects.bulk_create(made)
            made = []
    times.objects.bulk_create(made)
    return since


def promises_from_budget(apps, schema_editor):
    """What stands in a budget already becomes a promise with its history; what was finished lately is asked about."""
    since = times_from_trail(apps, schema_editor)
    proposals, progress = apps.get_model("musrenbang", "Proposal"), apps.get_model("musrenbang", "Progress")
    promises, figures = apps.get_model("musrenbang", "Commitment"), apps.get_model("musrenbang", "CommitmentFigure")
    last = {}
    for row in progress.objects.order_by("at", "id"):
        last[row.proposal_id] = row
    today, questions = timezone.localdate(), []
    for row in proposals.objects.filter(apbd_amount__isnull=False).select_related("cycle").iterator():
        how, done = last.get(row.pk), row.state == "selesai"
        on = timezone.localdate(since[row.pk]) if row.pk in since else today
        percent = 100 if done else how.percent if how else 0
        promise = promises.objects.create(
            proposal=row,
            year=row.cycle.plan_year,
            agency_id=row.agency_final_id,
            ceiling=row.apbd_amount,
            paid=how.spent if how else 0,
            percent=percent,
            ended_on=on if done else None,
        )
        figures.objects.create(commitment=promise, kind="pagu", amount=row.apbd_amount, on=on)
        if how and how.spent:
            figures.objects.create(commitment=promise, kind="bayar", amount=how.spent, on=timezone.localdate(how.at))
        if done and today - on < LONG_AGO:
            questions.append((row.pk, on))
    fix = apps.get_model("musrenbang", "FixQuestion")
    fix.objects.bulk_create([fix(proposal_id=pk, done_on=on, ask_on=on + ASK_AFTER) for pk, on in questions])


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("core", "0001_initial"),
        ("musrenbang", "0009_no_refusal_without_ruling"),
        ("notifications", "0001_initial"),
        ("wilayah", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun anggaran")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("apbd", "APBD"),
                            ("apbd_p", "APBD Perubahan"),
                            ("desa", "Dana desa atau APBDes"),
                            ("lain", "Sumber lain"),
                        ],
                        default="apbd",
                        max_length=8,
                        verbose_name="sumber dana",
                    ),
                ),
                ("program", models.CharField(blank=True, max_length=200, verbose_name="program")),
                ("activity", models.CharField(blank=True, max_length=200, verbose_name="kegiatan")),
                ("sub_activity", models.CharField(blank=True, max_length=200, verbose_name="sub kegiatan")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="dijanjikan selesai")),
                ("ceiling", models.DecimalField(decimal_places=0, default=0, max_digits=18, verbose_name="pagu")),
                (
                    "contract",
                    models.DecimalField(decimal_places=0, default=0, max_digits=18, verbose_name="nilai kontrak"),
                ),
                ("contractor", models.CharField(blank=True, max_length=160, verbose_name="penyedia")),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="tanggal kontrak")),
                ("paid", models.DecimalField(decimal_places=0, default=0, max_digits=18, verbose_name="dibayar")),
                ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="kemajuan fisik (%)")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="berakhir")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "janji pelaksanaan",
                "verbose_name_plural": "janji pelaksanaan",
                "ordering": ["year", "id"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pagu", "Pagu"), ("kontrak", "Kontrak"), ("bayar", "Pembayaran")],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=0, max_digits=18, verbose_name="jumlah")),
                ("on", models.DateField(verbose_name="tanggal")),
                ("contractor", models.CharField(blank=True, max_length=160, verbose_name="penyedia")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[("sebelum", "Sebelum"), ("selama", "Selama pekerjaan"), ("sesudah", "Sesudah")],
                        max_length=8,
                        verbose_name="tahap",
                    ),
                ),
                ("caption", models.CharField(blank=True, max_length=120, verbose_name="keterangan")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="CycleFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=40)),
                ("bucket", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveIntegerField()),
                ("amount", models.DecimalField(decimal_places=0, default=0, max_digits=22)),
            ],
        ),
        migrations.CreateModel(
            name="Delay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("cuaca", "Cuaca atau bencana"),
                            ("pengadaan", "Pengadaan terlambat"),
                            ("lahan", "Lahan belum siap"),
                            ("bahan", "Bahan atau alat belum tersedia"),
                            ("penyedia", "Penyedia tidak memenuhi jadwal"),
                            ("pencairan", "Pencairan dana terlambat"),
                            ("gambar", "Gambar atau volume berubah"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=12,
                        verbose_name="alasan",
                    ),
                ),
                ("note", models.TextField(max_length=2000, verbose_name="penjelasan")),
                ("until", models.DateField(verbose_name="janji baru")),
                ("was_due_on", models.DateField(blank=True, null=True, verbose_name="janji lama")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="FigureSlice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counted_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FixAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("ya", "Ya, sudah selesai dan berfungsi"),
                            ("sebagian", "Sebagian"),
                            ("belum", "Belum"),
                        ],
                        max_length=8,
                        verbose_name="jawaban",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="penjelasan")),
                (
                    "hidden_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kasar", "Kata kasar atau serangan pribadi"),
                            ("data_pribadi", "Memuat data pribadi"),
                            ("iklan", "Iklan atau pesan berulang"),
                            ("sara", "Menyerang suku, agama, ras, atau golongan"),
                            ("hoaks", "Kabar yang terbukti tidak benar"),
                            ("di_luar", "Di luar pokok bahasan"),
                        ],
                        editable=False,
                        max_length=24,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="FixQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="ke")),
                ("done_on", models.DateField(verbose_name="dinyatakan selesai")),
                ("ask_on", models.DateField(verbose_name="ditanyakan mulai")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="ditanyakan")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ditutup")),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=120, verbose_name="tonggak")),
                ("planned_on", models.DateField(verbose_name="rencana")),
                ("real_on", models.DateField(blank=True, null=True, verbose_name="terlaksana")),
            ],
            options={
                "ordering": ["planned_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="StageTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "left",
                    models.CharField(
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
                            ("ditarik", "Ditarik pengusul"),
                        ],
                        max_length=24,
                        verbose_name="dari",
                    ),
                ),
                (
                    "state",
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
                            ("ditarik", "Ditarik pengusul"),
                        ],
                        max_length=24,
                        verbose_name="menjadi",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("days", models.PositiveIntegerField(null=True, verbose_name="hari")),
            ],
            options={
                "ordering": ["id"],
            },
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
                    ("ditarik", "Ditarik pengusul"),
                ],
                default="draf",
                max_length=24,
                verbose_name="status",
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False)),
                fields=["cycle", "due_on", "id"],
                name="proposal_cycle_due",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="musrenbang.agency",
                verbose_name="perangkat daerah",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="carried_from",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="musrenbang.commitment",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="musrenbang.proposal"
            ),
        ),
        migrations.AddField(
            model_name="commitmentfigure",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="commitmentfigure",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="musrenbang.commitment"
            ),
        ),
        migrations.AddField(
            model_name="commitmentphoto",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="commitmentphoto",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="musrenbang.commitment"
            ),
        ),
        migrations.AddField(
            model_name="commitmentphoto",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="cyclefigure",
            name="agency",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="musrenbang.agency"
            ),
        ),
        migrations.AddField(
            model_name="cyclefigure",
            name="category",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="musrenbang.category"
            ),
        ),
        migrations.AddField(
            model_name="cyclefigure",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="musrenbang.cycle"
            ),
        ),
        migrations.AddField(
            model_name="cyclefigure",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wilayah.region"),
        ),
        migrations.AddField(
            model_name="delay",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="delay",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="delays", to="musrenbang.commitment"
            ),
        ),
        migrations.AddField(
            model_name="figureslice",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="musrenbang.cycle"
            ),
        ),
        migrations.AddField(
            model_name="figureslice",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wilayah.region"),
        ),
        migrations.AddField(
            model_name="fixanswer",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="fixanswer",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="fixquestion",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="fix_questions", to="musrenbang.proposal"
            ),
        ),
        migrations.AddField(
            model_name="fixanswer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="musrenbang.fixquestion"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="musrenbang.commitment"
            ),
        ),
        migrations.AddField(
            model_name="stagetime",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="stage_times", to="musrenbang.proposal"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", True)), fields=["due_on", "id"], name="promise_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("proposal", "year", "source"), name="one_promise_a_year_and_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__range", (2000, 2100))), name="promise_year_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__lte", 100)), name="promise_percent_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ceiling__gte", 0), ("contract__gte", 0), ("paid__gte", 0)), name="promise_sums"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("carried_from", models.F("pk")), _negated=True), name="not_carried_from_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pagu", "kontrak", "bayar"])), name="figure_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0),
                    models.Q(("amount__lt", 0), ("kind", "bayar"), models.Q(("note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="figure_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase__in", ["sebelum", "selama", "sesudah"])), name="work_photo_phase"
            ),
        ),
        migrations.AddIndex(
            model_name="cyclefigure",
            index=models.Index(fields=["cycle", "category", "agency", "measure"], name="figure_by_key"),
        ),
        migrations.AddConstraint(
            model_name="cyclefigure",
            constraint=models.UniqueConstraint(
                models.F("cycle"),
                models.F("region"),
                django.db.models.functions.comparison.Coalesce("category", models.Value(0)),
                django.db.models.functions.comparison.Coalesce("agency", models.Value(0)),
                models.F("measure"),
                models.F("bucket"),
                name="figure_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="delay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        ["cuaca", "pengadaan", "lahan", "bahan", "penyedia", "pencairan", "gambar", "lainnya"],
                    )
                ),
                name="delay_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="delay",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.GreaterThanOrEqual(
                    django.db.models.functions.text.Length("note"), 20
                ),
                name="delay_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="figureslice",
            constraint=models.UniqueConstraint(fields=("cycle", "region"), name="figure_slice_once"),
        ),
        migrations.AddIndex(
            model_name="fixquestion",
            index=models.Index(condition=models.Q(("asked_at__isnull", True)), fields=["ask_on"], name="fix_to_ask"),
        ),
        migrations.AddConstraint(
            model_name="fixquestion",
            constraint=models.UniqueConstraint(fields=("proposal", "number"), name="fix_question_once"),
        ),
        migrations.AddConstraint(
            model_name="fixanswer",
            constraint=models.UniqueConstraint(fields=("question", "user"), name="fix_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="fixanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["ya", "sebagian", "belum"])), name="fix_verdict_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("commitment", "label"), name="milestone_once"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="milestone_has_label"
            ),
        ),
        migrations.AddIndex(
            model_name="stagetime",
            index=models.Index(fields=["proposal", "at"], name="stage_time_of"),
        ),
        migrations.RunPython(promises_from_budget, migrations.RunPython.noop),
    ]
