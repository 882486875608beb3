"""The 98 municipalities with their codes, and the agency itself."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "municipalities.csv"


def load(apps, schema_editor):
    Organisation = apps.get_model("people", "Organisation")
    with DATA.open(encoding="utf-8") as file:
        Organisation.objects.bulk_create(
            Organisation(kind="municipality", code=row["code"], name=row["name"], region_2007=row["region"])
            for row in csv.DictReader(file)
        )
    Organisation.objects.create(kind="agency", name="Social- og Boligstyrelsen")


def unload(apps, schema_editor):
    apps.get_model("people", "Organisation").objects.filter(kind__in=["municipality", "agency"]).delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
