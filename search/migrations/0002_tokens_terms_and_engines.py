"""The index is made of new tokens: its table starts empty, and the worker's first sweep fills it."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def with_words(statement):
    """<new>, <old> and <row> are all tokens of that row, and those of its title once more with «t_» before them."""
    title = "row.title_stems || row.title_parts"
    words = f"{title} || row.body_stems || row.body_parts || row.facets || replace(rtrim({title}), ' ', ' t_')"
    for name in ("new", "old", "row"):
        statement = statement.replace(f"<{name}>", words.replace("row.", f"{name}."))
    return statement


# The full text holds entries' numbers and nothing else (detail none): three times as fast as one that knows columns.
SQLITE = [
    "CREATE VIEW search_entry_text AS SELECT id, <row> AS words FROM search_searchentry row",
    """CREATE VIRTUAL TABLE search_entry_words USING fts5(
        words, content='search_entry_text', content_rowid='id', detail='none', columnsize=0,
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
    )""",
    """CREATE TRIGGER search_entry_words_new AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_entry_words(rowid, words) VALUES (new.id, <new>);
    END""",
    """CREATE TRIGGER search_entry_words_gone AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_entry_words(search_entry_words, rowid, words) VALUES ('delete', old.id, <old>);
    END""",
    """CREATE TRIGGER search_entry_words_changed
    AFTER UPDATE OF title_stems, title_parts, body_stems, body_parts, facets ON search_searchentry BEGIN
        INSERT INTO search_entry_words(search_entry_words, rowid, words) VALUES ('delete', old.id, <old>);
        INSERT INTO search_entry_words(rowid, words) VALUES (new.id, <new>);
    END""",
]
POSTGRESQL = [
    # `array_to_tsvector` takes tokens as they are, without a parser.
    # No list of pending entries: a reader would have to go through it.
    """ALTER TABLE search_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (array_to_tsvector(
        array_remove(string_to_array(
            title_stems || title_parts || body_stems || body_parts || facets
            || replace(rtrim(title_stems || title_parts), ' ', ' t_'), ' '), '')
    )) STORED""",
    "CREATE INDEX search_entry_words ON search_searchentry USING gin (words) WITH (fastupdate = off)",
    # Left alone, the planner would rather read the whole table when a word is common: it does not know what a long
    # vector costs to read.
    """CREATE FUNCTION search_candidates(wanted tsquery, holds_on date, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT id FROM search_searchentry
        WHERE words @@ wanted
        AND (holds_on IS NULL OR (
            (valid_from IS NULL OR valid_from <= holds_on) AND (valid_to IS NULL OR valid_to >= holds_on)
        ))
        LIMIT most
    $$""",
    'ALTER TABLE search_searchterm ALTER COLUMN token TYPE varchar(60) COLLATE "C"',
    'ALTER TABLE search_searchtermstart ALTER COLUMN key TYPE varchar(60) COLLATE "C"',
]


def make_words(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(with_words(statement))


def pk():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                pk(),
                ("kind", models.CharField(max_length=30)),
                ("object_id", models.PositiveBigIntegerField()),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("changed_on", models.DateTimeField(default=django.utils.timezone.now)),
                ("stamp", models.PositiveBigIntegerField(default=1)),
                ("fingerprint", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("facets", models.CharField(default=" ", max_length=2000)),
                ("title_stems", models.TextField(default=" ")),
                ("title_parts", models.TextField(default=" ")),
                ("body_parts", models.TextField(default=" ")),
                ("body_stems", models.TextField(default=" ")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="search_one_entry_per_thing")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                pk(),
                ("things", models.BigIntegerField(default=0)),
                ("title_stems", models.BigIntegerField(default=0)),
                ("title_parts", models.BigIntegerField(default=0)),
                ("body_stems", models.BigIntegerField(default=0)),
                ("body_parts", models.BigIntegerField(default=0)),
                ("stamp", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="search_one_state")],
            },
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                pk(),
                ("token", models.CharField(max_length=60, unique=True)),
                ("surface", models.CharField(max_length=60)),
                ("is_word", models.BooleanField(default=False)),
                ("things", models.IntegerField(default=0)),
            ],
            options={"indexes": [models.Index(fields=["-things"], name="search_terms_by_things")]},
        ),
        migrations.CreateModel(
            name="SearchTermStart",
            fields=[
                pk(),
                ("key", models.CharField(max_length=60)),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="starts", to="search.searchterm"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "term"), name="search_one_start_per_place")],
            },
        ),
        migrations.AddField("indextask", "engine", models.CharField(default="database", max_length=20)),
        migrations.AddField("indextask", "entry", models.PositiveBigIntegerField(blank=True, null=True)),
        migrations.AddIndex("indextask", models.Index(fields=["kind", "object_id"], name="search_tasks_of_a_thing")),
        migrations.RunPython(make_words, migrations.RunPython.noop),
    ]
