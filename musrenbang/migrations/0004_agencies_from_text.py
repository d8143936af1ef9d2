"""The agency of a proposal was free text: every text becomes a row of the list of agencies, with its words kept."""

from django.db import migrations


def to_rows(apps, schema_editor):
    Proposal = apps.get_model("musrenbang", "Proposal")
    Agency = apps.get_model("musrenbang", "Agency")
    Region = apps.get_model("wilayah", "Region")
    known = {}
    rows = Proposal.objects.exclude(final_agency="").values_list("final_agency", "cycle__region_id").distinct()
    for text, district in list(rows):
        name = " ".join(text.split())
        regency = ".".join(district.split(".")[:2])
        region = regency if Region.objects.filter(pk=regency).exists() else district
        key = (region, name.lower())
        if key not in known:
            found = Agency.objects.filter(region_id=region, name__iexact=name).first()
            known[key] = found or Agency.objects.create(region_id=region, name=name)
        same = Proposal.objects.filter(final_agency=text, cycle__region_id=district)
        same.update(agency_final=known[key], agency_first=known[key])


def to_text(apps, schema_editor):
    Proposal = apps.get_model("musrenbang", "Proposal")
    for agency in apps.get_model("musrenbang", "Agency").objects.all():
        Proposal.objects.filter(agency_final=agency).update(final_agency=agency.name)


class Migration(migrations.Migration):
    dependencies = [("musrenbang", "0003_full_record")]
    operations = [migrations.RunPython(to_rows, to_text)]
