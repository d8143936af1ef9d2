"""Reasons and recommendations that stood in the trail alone become rows of their own, with the same words and days."""

from decimal import Decimal

from django.db import migrations

REASONED = ("dikembalikan", "tidak_disepakati", "tidak_diakomodasi", "dialihkan")
LEVELS = {"verify_village": "desa", "verify_district": "kecamatan"}
LOST = "Penjelasan tercatat pada jejak usulan ini."


def last_entry(Entry, proposal, state):
    rows = Entry.objects.filter(target_type="musrenbang.proposal", target_id=str(proposal.pk), to_state=state)
    return rows.exclude(from_state=state).order_by("-id").first()


def words_of(Note, entry):
    note = Note.objects.filter(entry=entry).first() if entry else None
    text = note.text if note else ""
    return text if len(text) >= 20 else f"{text} {LOST}".strip()


def rulings(apps):
    Proposal, Ruling = apps.get_model("musrenbang", "Proposal"), apps.get_model("musrenbang", "Ruling")
    Entry, Note = apps.get_model("audit", "Entry"), apps.get_model("audit", "Note")
    for proposal in Proposal.objects.filter(state__in=REASONED).iterator(chunk_size=500):
        entry = last_entry(Entry, proposal, proposal.state)
        data = entry.data if entry else {}
        ruling = Ruling.objects.create(
            proposal=proposal,
            verb=entry.verb if entry else "decline",
            reason=(entry.reason if entry else "") or "lainnya",
            note=words_of(Note, entry),
            target=data.get("target", ""),
            due_on=proposal.due_on if proposal.state == "dikembalikan" else None,
            by_id=(entry.actor_id if entry else None) or proposal.proposer_id,
        )
        Ruling.objects.filter(pk=ruling.pk).update(at=entry.at if entry else proposal.updated_at)
        Proposal.objects.filter(pk=proposal.pk).update(ruling=ruling)


def recommendations(apps):
    Recommendation, Entry = apps.get_model("musrenbang", "Recommendation"), apps.get_model("audit", "Entry")
    known = set(apps.get_model("musrenbang", "Proposal").objects.values_list("pk", flat=True))
    entries = Entry.objects.filter(target_type="musrenbang.proposal", verb__in=list(LEVELS)).order_by("id")
    made = []
    for entry in entries.iterator(chunk_size=2000):
        quantity, budget = entry.data.get("quantity"), entry.data.get("cost")
        if int(entry.target_id) in known and entry.actor_id and (quantity or budget):
            made.append(
                Recommendation(
                    proposal_id=int(entry.target_id),
                    level=LEVELS[entry.verb],
                    quantity=Decimal(quantity) if quantity else None,
                    budget=Decimal(budget) if budget else None,
                    by_id=entry.actor_id,
                    at=entry.at,
                )
            )
    Recommendation.objects.bulk_create(made, batch_size=1000)


def mergers(apps):
    """Earlier merges are no longer undone: their day has passed."""
    Proposal, Merger = apps.get_model("musrenbang", "Proposal"), apps.get_model("musrenbang", "Merger")
    Entry = apps.get_model("audit", "Entry")
    for proposal in Proposal.objects.filter(state="digabung", merged_into__isnull=False):
        entry = last_entry(Entry, proposal, "digabung")
        by = (entry.actor_id if entry else None) or proposal.proposer_id
        at = entry.at if entry else proposal.updated_at
        Merger.objects.create(
            kept_id=proposal.merged_into_id,
            merged=proposal,
            from_state=entry.from_state if entry else "diajukan",
            undo_until=at,
            by_id=by,
            at=at,
        )


def forward(apps, schema_editor):
    rulings(apps)
    recommendations(apps)
    mergers(apps)


class Migration(migrations.Migration):
    dependencies = [("musrenbang", "0007_handling"), ("audit", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
