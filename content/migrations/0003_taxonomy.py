"""The seven phases, and FFB's 11 themes and 67 subthemes with the codes of KL's code system (version 2.3.0)."""

import csv
from pathlib import Path

from django.db import migrations
from django.utils.text import slugify

DATA = Path(__file__).resolve().parent.parent / "data" / "ffb.csv"
VERSION = "FFB 2.3.0"
PHASES = [
    ("sagsaabning", "Sagsåbning"),
    ("sagsoplysning", "Sagsoplysning"),
    ("sagsvurdering", "Sagsvurdering"),
    ("afgoerelse-og-handleplan", "Afgørelse og handleplan"),
    ("bestilling", "Bestilling"),
    ("levering-og-status", "Levering og status"),
    ("opfoelgning", "Opfølgning"),
]


def slug(title):
    for letter, spelling in {"æ": "ae", "ø": "oe", "å": "aa"}.items():
        title = title.lower().replace(letter, spelling)
    return slugify(title)


def load(apps, schema_editor):
    Phase, Theme, Subtheme = (apps.get_model("content", name) for name in ("Phase", "Theme", "Subtheme"))
    Phase.objects.bulk_create(
        Phase(slug=address, title=title, order=order) for order, (address, title) in enumerate(PHASES, start=1)
    )
    theme = None
    with DATA.open(encoding="utf-8") as file:
        for order, row in enumerate(csv.DictReader(file), start=1):
            if not row["title"]:
                theme = Theme.objects.create(
                    code=row["code"],
                    slug=slug(row["theme"]),
                    category=row["category"],
                    order=order,
                    title=row["theme"],
                    version=VERSION,
                )
            else:
                Subtheme.objects.create(
                    code=row["code"],
                    theme=theme,
                    slug=slug(row["title"]),
                    order=order,
                    title=row["title"],
                    version=VERSION,
                )


def unload(apps, schema_editor):
    for name in ("Subtheme", "Theme", "Phase"):
        apps.get_model("content", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("content", "0002_initial")]
    operations = [migrations.RunPython(load, unload)]
