from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("musrenbang", "0004_agencies_from_text")]
    operations = [migrations.RemoveField(model_name="proposal", name="final_agency")]
