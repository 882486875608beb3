"""What each kind of thing says of itself, and what nobody may find."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Page, Site

from content.models import Phase, PortalMedia, StandardPage, Subtheme, Theme
from content.rules import Cue, write_captions
from courses.models import ModulePage
from portal.models import EntryPage
from search import facets, registry
from search.sources import PageSource, stamped
from tests.factories.cases_library import case_index, published_case
from tests.factories.content import add_page, home_page
from tests.factories.courses import a_module, a_module_case, a_question, a_self_test, a_video, a_video_talk, an_example
from tests.factories.hotline import answer_index, published_answer
from tests.factories.themedays import theme_day, theme_day_index

pytestmark = pytest.mark.django_db

PARTS = ["video_talk", "practice_example", "module_case", "self_test"]
PAGES = ["answer", "module", *PARTS, "case", "theme_day", "page", "door"]
ROWS = ["phase", "theme", "subtheme"]
SAID = ["phases", "themes", "audiences", "year", "valid_from", "valid_to", "passages", "url", "excerpt_from"]
SHOWN = ["title", "body", "url", "valid_from", "valid_to", "passages", "excerpt_from"]


def one_of_each(number: int) -> dict[str, Page]:
    """A published page of every kind, with something in every relation."""
    phase = Phase.objects.get(slug="sagsoplysning")
    module = a_module(number, slug=f"modul-{number}", audiences=["leader"], phases=[phase])
    answer = published_answer(f"Svar {number}", slug=f"svar-{number}", phases=[phase])
    answer.tags.add("hjælpemidler", f"mærke {number}")
    answer.superseded_by = published_answer(f"Nyt svar {number}", slug=f"nyt-svar-{number}")
    answer.body = [
        ("links", {"title": "Læs", "links": [{"page": module.page_ptr, "url": "", "title": "Modul", "text": ""}]})
    ]
    answer.save_revision().publish()
    return {
        "answer": answer,
        "module": module,
        "video_talk": a_video_talk(module),
        "practice_example": an_example(module),
        "module_case": a_module_case(module),
        "self_test": a_self_test(module, []),
        "case": published_case(),
        "theme_day": theme_day(f"Dag {number}", slug=f"dag-{number}", workshops=[("Stemmen", 3), ("Målet", 3)]),
        "page": add_page(home_page(), StandardPage(title=f"Side {number}", slug=f"side-{number}")),
        "door": add_page(home_page(), EntryPage(title=f"Dør {number}", slug=f"doer-{number}", audience="leader")),
    }


@pytest.fixture
def things() -> dict[str, Page]:
    return one_of_each(1)


@pytest.fixture
def noted(monkeypatch) -> list[tuple[str, int]]:
    """What the sources say has changed."""
    found: list[tuple[str, int]] = []
    monkeypatch.setattr("search.outbox.changed", lambda kind, pk: found.append((kind, pk)))
    return found


def public(things: dict[str, Page]) -> set[str]:
    """The kinds whose thing anybody may find; that the questions to a source agree is checked on the way."""
    found = set()
    for kind, thing in things.items():
        source = registry.get(kind)
        dates, documents = source.published([thing.pk]), source.documents([thing.pk])
        assert {pk: document.changed_on for pk, document in documents.items()} == dates
        assert source.shown(source.visible([thing.pk])).keys() == dates.keys()
        assert (thing.pk in source.published()) == (source.visible([thing.pk]) == {thing.pk}) == bool(dates)
        found |= {kind} if dates else set()
    return found


def document(kind: str, thing):
    return registry.get(kind).documents([thing.pk])[thing.pk]


# ── Who may find what ───────────────────────────────────────────────────────────────────────────────────────
def test_every_published_thing_can_be_found(things):
    assert set(registry.kinds()) >= {*PAGES, *ROWS}
    assert public(things) == set(PAGES)


def test_all_kinds_of_pages_are_asked_at_once_who_may_see_them(things, django_assert_max_num_queries):
    every = [(kind, thing.pk) for kind, thing in things.items()]
    things["answer"].unpublish()
    things["case"].view_restrictions.create(restriction_type="login")
    Site.get_site_root_paths()
    for ask in (registry.visible, registry.links):
        with django_assert_max_num_queries(4):
            found = set(ask(every))
        assert found == set(every) - {("answer", things["answer"].pk), ("case", things["case"].pk)}
    assert registry.visible([("nothing", 1)]) == set(), "a kind that nobody speaks for"


def test_an_unpublished_thing_cannot_be_found(things):
    for thing in things.values():
        thing.unpublish()
    assert public(things) == set()


def test_a_draft_cannot_be_found_and_a_draft_of_a_published_thing_changes_nothing(things):
    for thing in things.values():
        thing.title = "Hemmelig ny titel"
        thing.save_revision()
    assert not any("Hemmelig" in document(kind, thing).title for kind, thing in things.items())
    Page.objects.filter(pk__in=[thing.pk for thing in things.values()]).update(live=False)
    assert public(things) == set()


def test_an_expired_thing_cannot_be_found_even_before_the_clock_has_unpublished_it(things):
    Page.objects.update(expire_at=None)
    for thing in things.values():
        Page.objects.filter(pk=thing.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))
    assert public(things) == set()


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_thing_cannot_be_found(things, kind):
    for thing in things.values():
        thing.view_restrictions.create(restriction_type=kind, password="kode")
    assert public(things) == set()


def test_nothing_below_a_private_page_can_be_found(things):
    home_page().view_restrictions.create(restriction_type="login")
    assert public(things) == set()


def test_nothing_below_an_unpublished_page_can_be_found(things):
    for parent in (answer_index(), things["module"], case_index(), theme_day_index()):
        parent.unpublish()
    assert public(things) == {"page", "door"}


def test_nothing_below_an_expired_page_can_be_found(things):
    Page.objects.filter(pk=things["module"].pk).update(expire_at=timezone.now() - dt.timedelta(days=1))
    assert public(things) == {"answer", "case", "theme_day", "page", "door"}


def test_a_thing_moved_below_an_unpublished_page_cannot_be_found(things):
    closed = add_page(home_page(), StandardPage(title="Lukket", slug="lukket"))
    Page.objects.filter(pk=closed.pk).update(live=False)
    for thing in things.values():
        thing.refresh_from_db()
        thing.move(Page.objects.get(pk=closed.pk), pos="last-child")
    assert public(things) == set()


def test_a_thing_outside_the_site_has_no_address_and_cannot_be_found(things):
    root = Page.objects.get(depth=1)
    things["page"].move(root, pos="last-child")
    assert public(things) == set(PAGES) - {"page"}


def test_an_excerpt_of_an_answer_has_nothing_of_its_tags_and_sources(things):
    source, ids = registry.get("answer"), [things["answer"].pk]
    assert "mærke 1" in source.documents(ids)[ids[0]].body
    assert source.shown(ids)[ids[0]].body == things["answer"].search_prose()
    assert "mærke 1" not in things["answer"].search_prose()


# ── What they say ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.slow
def test_ten_more_things_cost_no_more_queries_in_any_source(things):
    def asked(kind: str, pks: list[int]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as to_show:
            for each in registry.get(kind).shown(pks).values():
                assert all(getattr(each, name) is not Ellipsis for name in SHOWN)
        with CaptureQueriesContext(connection) as queries:
            documents = registry.get(kind).documents(pks)
            for each in documents.values():
                assert all(getattr(each, name) is not Ellipsis for name in SAID)
                assert facets.tokens_of(kind, each)[0] == facets.facet_token("kind", kind)
        assert len(documents) == len(pks)
        return len(queries), len(to_show)

    registry.get("page").published()  # the addresses of the site are kept from here on
    few = {kind: asked(kind, [things[kind].pk]) for kind in PAGES}
    more = [one_of_each(number) for number in range(2, 12)]
    many = {kind: asked(kind, [thing[kind].pk for thing in (things, *more)]) for kind in PAGES}
    assert many == few
    assert max(max(each) for each in many.values()) <= 8


@pytest.mark.parametrize(("kind", "model"), [("phase", Phase), ("theme", Theme), ("subtheme", Subtheme)])
def test_concepts_and_phases_cost_two_queries_and_lead_to_their_pages(
    kind, model, client, django_assert_max_num_queries
):
    home_page()
    ids = list(model.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(2):
        documents = registry.get(kind).documents(ids)
        assert all(getattr(each, name) is not Ellipsis for each in documents.values() for name in SAID)
    assert list(documents) == ids
    assert client.get(documents[ids[0]].url).status_code == 200


def test_what_is_public_is_asked_for_in_few_queries_however_many(things, django_assert_max_num_queries):
    home = home_page()
    pages = [add_page(home, StandardPage(title=f"Nr. {n}", slug=f"nr-{n}")).pk for n in range(20)]
    with django_assert_max_num_queries(4):
        assert len(registry.get("page").published([*pages, *range(10**6, 10**6 + 980)])) == 20


def test_a_hit_in_a_talk_leads_to_the_second(things):
    cues = [Cue(0.0, 2.0, "Velkommen  til."), Cue(83.4, 90.0, "Støtte fra\nnetværk tæller ikke med.")]
    PortalMedia.objects.update(captions=write_captions(cues))
    talk = document("video_talk", things["video_talk"])
    assert " ".join(talk.body.split()) == talk.body
    passage = talk.passage_at(talk.body.index("netværk"))
    assert talk.body[passage.start :].startswith("Støtte fra netværk")
    assert (passage.seconds, passage.label) == (83, "Reglen")
    assert talk.url_at(passage) == f"{things['video_talk'].url}?t=83"
    before = talk.passage_at(talk.body.index("borgerens ord"))
    assert before is None
    assert talk.url_at(before) == talk.url


@pytest.mark.parametrize("captions", ["", "ikke undertekster", "WEBVTT\n\n00:00:09.000 --> 00:00:01.000\nBaglæns\n"])
def test_a_talk_with_bad_captions_can_still_be_found(things, captions):
    PortalMedia.objects.update(captions=captions)
    talk = document("video_talk", things["video_talk"])
    assert talk.passages == ()
    assert "borgerens ord" in talk.body


def test_a_self_test_tells_its_title_and_lead_and_no_question(db):
    test = a_self_test(a_module(7, slug="modul-7"), [a_question("single", prompt="Hvad er rigtigt?")])
    said = document("self_test", test)
    assert (said.title, said.body) == ("Selvtest", "Svar i ro og mag.")


def test_a_case_tells_what_is_to_be_rated_and_nothing_of_the_key(things):
    said = document("case", things["case"])
    assert "Gå og bevæge sig" in said.body
    assert "Mobilitetsnedsættelse" in said.body
    assert "kørestol" in said.body
    for key in ("Hun klarer det meste selv", "Hjælpemidler tæller med", "At vælge", "opdigtet"):
        assert key not in said.body
    assert set(said.themes) == {item.subtheme.theme.slug for item in things["case"].items.all()} != set()


def test_parts_are_for_those_their_module_is_for(things):
    for kind in ("module", *PARTS):
        said = document(kind, things[kind])
        assert (said.phases, said.audiences) == (("sagsoplysning",), ("leader",)), kind


def test_a_theme_day_is_found_by_programme_workshop_and_material():
    starts = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)  # past midnight in Denmark
    day = theme_day(
        workshops=[("Borgerens stemme", 3)],
        materials=[("material", {"title": "Huskekort", "text": "Reglen på én side", "url": "https://kort.example.dk"})],
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=3),
    )
    said = document("theme_day", day)
    assert all(word in said.body for word in ("Velkomst", "Borgerens stemme", "Huskekort", "Reglen på én side"))
    assert "kort.example.dk" not in said.body
    assert " talk" not in said.body
    assert said.year == 2027


def test_the_text_of_blocks_is_what_people_read(things):
    body = [
        ("text", "<h2>Overskrift</h2><p>Et <b>ord</b> &amp; flere</p>"),
        ("steps", {"items": ["Afgræns formålet", "Vælg temaer"]}),
        ("compare", {"left_title": "Før", "left": "<p>Uklart</p>", "right_title": "Efter", "right": "<p>Klart</p>"}),
        (
            "schedule",
            {"caption": "Forløb", "rows": [{"phase": "1", "activity": "Møde", "when": "", "outcome": "Plan"}]},
        ),
        ("links", {"links": [{"title": "Modul 4", "url": "/laering/", "page": None, "text": ""}]}),
        ("law", {"text": "Serviceloven § 141", "url": "https://lov.example.dk", "checked_on": dt.date(2026, 11, 2)}),
    ]
    page = add_page(home_page(), StandardPage(title="Alle blokke", slug="alle-blokke", body=body))
    text = document("page", page).body
    for words in ("Overskrift Et ord & flere", "Vælg temaer", "Uklart", "Efter", "Møde", "Plan", "Serviceloven § 141"):
        assert words in text
    assert "<" not in text
    assert "lov.example" not in text
    assert "/laering/" not in text


# ── Validity of answers ─────────────────────────────────────────────────────────────────────────────────────
def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_an_answer_says_from_when_and_to_when_it_holds():
    answer = published_answer(valid_from=day("2025-03-01"), valid_to=day("2026-01-31"))
    said = document("answer", answer)
    assert (said.valid_from, said.valid_to, said.year) == (day("2025-03-01"), day("2026-01-31"), 2025)
    assert answer.is_outdated()


@pytest.mark.parametrize(
    ("own_end", "begins", "ends"),
    [
        (None, "2026-06-01", "2026-05-31"),
        ("2026-03-31", "2026-06-01", "2026-03-31"),
        ("2027-01-01", "2026-06-01", "2026-05-31"),
    ],
)
def test_a_replaced_answer_ends_when_its_successor_begins(own_end, begins, ends):
    newer = published_answer("Det nye", slug="det-nye", valid_from=day(begins))
    older = published_answer("Det gamle", slug="det-gamle", superseded_by=newer, valid_to=own_end and day(own_end))
    assert document("answer", older).valid_to == day(ends)
    assert document("answer", newer).valid_to is None


def test_a_successor_without_a_day_begins_when_it_is_published():
    newer = published_answer("Det nye", slug="det-nye")
    older = published_answer("Det gamle", slug="det-gamle", superseded_by=newer)
    published = timezone.localdate(newer.first_published_at)
    assert document("answer", older).valid_to == published - dt.timedelta(days=1)


def test_an_answer_whose_successor_is_still_a_draft_is_as_old_as_its_page_says():
    newer = published_answer("Det nye", slug="det-nye")
    older = published_answer("Det gamle", slug="det-gamle", superseded_by=newer)
    Page.objects.filter(pk=newer.pk).update(live=False, first_published_at=None)
    older.refresh_from_db()
    assert older.is_outdated()
    assert document("answer", older).valid_to < timezone.localdate()


# ── Changes ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_new_transcript_makes_the_talk_new(things, noted):
    video = things["video_talk"].video
    video.captions = write_captions([Cue(0, 1, "Noget andet")])
    video.save()
    assert noted == [("video_talk", things["video_talk"].pk)]


def test_a_video_that_no_page_shows_changes_nothing(things, noted):
    a_video()
    assert noted == []


def test_a_workshop_changed_or_taken_away_makes_the_day_new(things, noted):
    workshop = things["theme_day"].workshops.first()
    workshop.save()
    workshop.delete()
    assert noted == [("theme_day", things["theme_day"].pk)] * 2


def test_a_module_that_is_published_again_makes_its_parts_new(things, noted):
    things["module"].save_revision().publish()
    assert {kind for kind, _ in noted} == {"module", *PARTS}
    assert {(kind, things[kind].pk) for kind, _ in noted} == set(noted)


def test_a_successor_that_is_published_makes_the_old_answer_new(things, noted):
    newer = things["answer"].superseded_by
    newer.save_revision().publish()
    assert set(noted) == {("answer", newer.pk), ("answer", things["answer"].pk)}


def test_a_concept_makes_what_names_it_new(things, noted):
    subtheme = Subtheme.objects.get(title="Gøre rent")
    subtheme.save()
    assert set(noted) == {("subtheme", subtheme.pk), ("theme", subtheme.theme_id), ("case", things["case"].pk)}
    noted.clear()
    Phase.objects.get(slug="sagsoplysning").save()
    assert {kind for kind, _ in noted} == {"phase", "answer", "module", "case"}


@pytest.mark.parametrize(
    ("kinds", "change"),
    [
        (["video_talk"], lambda things: PortalMedia.objects.update(captions=write_captions([Cue(0, 1, "Nyt")]))),
        (["subtheme", "theme"], lambda things: Subtheme.objects.filter(title="Gøre rent").update(title="Rengøring")),
        (["theme", "subtheme"], lambda things: Theme.objects.update(title="Nyt navn")),
        (["phase"], lambda things: Phase.objects.filter(slug="sagsoplysning").update(description="Ny tekst")),
        (["page"], lambda things: Page.objects.filter(pk=things["page"].pk).update(title="Ny titel")),
    ],
)
def test_a_change_past_every_signal_is_seen_by_the_sweep(things, kinds, change):
    before = {kind: registry.get(kind).published() for kind in registry.kinds()}
    change(things)
    after = {kind: registry.get(kind).published() for kind in registry.kinds()}
    assert {kind for kind in before if before[kind] != after[kind]} == set(kinds)


def test_a_new_address_of_the_parent_makes_the_parts_new_in_the_sweep(things):
    before = {kind: registry.get(kind).published() for kind in PARTS}
    module = ModulePage.objects.get(pk=things["module"].pk)
    module.slug = "nyt-navn"
    module.save_revision().publish()
    for kind in PARTS:
        assert before[kind] != registry.get(kind).published(), kind
        assert "/nyt-navn/" in document(kind, things[kind]).url


def test_nothing_is_new_when_nothing_has_changed(things):
    for kind in registry.kinds():
        assert registry.get(kind).published() == registry.get(kind).published()


def test_the_stamp_keeps_the_second():
    moment = dt.datetime(2026, 11, 22, 12, 0, 5, 123, tzinfo=dt.UTC)
    assert stamped(moment, "a").replace(microsecond=0) == moment.replace(microsecond=0)
    assert len({stamped(moment, "a"), stamped(moment, "b"), stamped(moment.replace(microsecond=124), "a")}) == 3
    assert stamped(None) == stamped(None)


# ── Facets ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_value_has_a_name_that_people_know():
    with translation.override("da"):
        assert facets.facet_label("phase", "sagsoplysning") == "Sagsoplysning"
        assert facets.facet_label("audience", "leader") == "Ledere"
        assert facets.facet_label("kind", "subtheme") == "Undertemaer i FFB"
        assert facets.facet_label("year", "2026") == "2026"
        assert facets.facet_label("theme", "findes-ikke") == "findes-ikke"
        assert len(facets.facet_labels("theme")) == 11


def test_every_kind_has_a_danish_name():
    with translation.override("da"):
        labels = facets.facet_labels("kind")
    assert {labels[kind] for kind in [*PAGES, *ROWS]} == {
        "Spørgsmål og svar",
        "Moduler",
        "Videooplæg",
        "Praksiseksempler",
        "Cases i moduler",
        "Selvtests",
        "Cases",
        "Temadage",
        "Sider",
        "Indgange",
        "Faser i sagsforløbet",
        "Temaer i FFB",
        "Undertemaer i FFB",
    }


def test_two_values_never_share_a_token():
    tokens = [facets.facet_token(name, value) for name in facets.NAMES for value in facets.facet_labels(name)]
    assert len(tokens) == len(set(tokens)) > 30
    assert all(re.fullmatch("[a-z]+_[a-z0-9]+", token) for token in tokens)


def test_a_page_that_says_nothing_more_has_no_facets_but_its_kind(things):
    said = document("page", things["page"])
    assert facets.tokens_of("page", said) == ["kind_page"]
    assert (said.valid_from, said.valid_to, said.passages) == (None, None, ())


def test_a_source_of_the_same_pages_twice_agrees(things):
    again = PageSource("again", StandardPage, "Igen")
    assert again.published() == registry.get("page").published()
