"""The staff's desk for the search: who may come in, what they see, and what bad input gives."""

import pytest
from django.urls import reverse
from django.utils import timezone

from search import wordlists
from search.actions import wordlists as actions
from search.find import find
from search.models import IndexRun, LexiconWord, QueryBoost, SearchLogLine, Synonym

pytestmark = pytest.mark.django_db
LOG, SYNONYMS = "search_desk:log", "search_desk:synonyms"
LISTS = [LOG, SYNONYMS, "search_desk:words", "search_desk:boosts", "search_desk:index"]


@pytest.fixture(autouse=True)
def lists_read_anew(monkeypatch):
    monkeypatch.setattr(wordlists, "LOOK_AGAIN", 0)
    wordlists.forget()
    yield
    wordlists.forget()


@pytest.fixture
def desk(signed_in, editor):
    return signed_in(editor)


def shown(client, name: str, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def posted(client, name: str, *args, **typed) -> str:
    response = client.post(reverse(name, args=args), typed, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def logged(query: str, searches: int = 5, **counts: int) -> SearchLogLine:
    return SearchLogLine.objects.create(day=timezone.localdate(), query=query, searches=searches, **counts)


# ── Who may come in ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", LISTS)
def test_editors_come_in_and_others_learn_nothing(name, client, desk, signed_in, caseworker, consultant):
    assert desk.get(reverse(name)).status_code == 200
    for other in (client, signed_in(caseworker), signed_in(consultant)):
        assert other.get(reverse(name)).status_code == 404


def test_an_analyst_reads_the_log_and_changes_nothing(signed_in, analyst):
    reader = signed_in(analyst)
    logged("mål")
    text = shown(reader, LOG)
    assert "mål" in text
    assert "Synonymer" not in text
    for name in LISTS[1:]:
        assert reader.get(reverse(name)).status_code == 404
    for name in ("search_desk:add_boost", "search_desk:change_boost", "search_desk:take_synonym_away"):
        assert reader.post(reverse(name)).status_code == 404


def test_the_desk_is_a_door_of_the_workbench(desk):
    assert reverse(LOG) in desk.get(reverse("workbench")).content.decode()


@pytest.mark.parametrize("name", ["search_desk:add_boost", "search_desk:change_boost", "search_desk:take_synonym_away"])
def test_what_changes_something_is_posted(desk, name):
    assert desk.get(reverse(name)).status_code == 405


# ── The log ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_query_without_results_leads_to_a_new_answer_and_a_new_synonym(desk):
    logged("hvem betaler?", without_hits=5)
    logged("mål")
    text = shown(desk, LOG, vis="uden-resultater")
    assert "hvem betaler?" in text
    assert ">mål<" not in text
    assert "/arbejdsbord/hotline/nyt-svar/?emne=hvem%20betaler%3F" in text
    assert "?ord=hvem%20betaler%3F" in text


def test_what_belongs_elsewhere_stands_in_a_list_of_its_own(desk):
    logged("ejendomsskat", without_hits=5, elsewhere=5)
    assert "ejendomsskat" not in shown(desk, LOG, vis="uden-resultater")
    assert "?ord=ejendomsskat" in shown(desk, LOG, vis="andre-steder")


@pytest.mark.parametrize(
    "query", [{"vis": "x"}, {"dage": "-1"}, {"dage": "9" * 50}, {"side": "abc"}, {"vis": "'\"><b>"}]
)
def test_no_address_breaks_the_log(desk, query):
    logged("mål")
    assert "mål" in shown(desk, LOG, **query)


def test_what_people_typed_is_text(desk):
    logged("<script>alert(1)</script>")
    assert "<script>alert" not in shown(desk, LOG)


# ── Synonyms ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_line_is_saved_and_holds(desk):
    text = posted(desk, "search_desk:new_synonym", words="kvidre = samtale", direction="one", do="save")
    assert "«kvidre = samtale» gælder fra nu af." in text
    assert ("kvidre", ("samtale",)) in wordlists.synonyms()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("kvidre samtale", "Skriv et lighedstegn mellem ordene"),
        ("kvidre = ", "Skriv ord på begge sider"),
        ("og = samt", "så almindeligt"),
        ("vum = voksenudredningsmetode, voksenudredningsmetoden", "Linjen findes allerede"),
        ("", "Skriv"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_is_kept(desk, words, sentence):
    text = posted(desk, "search_desk:new_synonym", words=words, direction="one", try_query="mit forsøg", do="save")
    if words:
        assert sentence in text
        assert f'value="{words}"' in text
    assert 'value="mit forsøg"' in text
    assert "vp-errors" in text
    assert not Synonym.objects.exists()


def test_the_preview_shows_what_comes_and_stores_nothing(desk, new_page):
    new_page("Samtale", "Sådan taler du med en borger.")
    logged("kvidre", without_hits=5)
    text = posted(desk, "search_desk:new_synonym", words="kvidre = samtale", direction="both", do="preview")
    assert "Kommer ind som nummer 1" in text
    assert "Samtale</a>" in text
    assert 'value="kvidre = samtale"' in text
    assert not Synonym.objects.exists()
    assert find("kvidre").total == 0


def test_what_is_saved_finds_without_making_the_index_again(desk, new_page):
    new_page("Samtale", "Sådan taler du med en borger.")
    posted(desk, "search_desk:new_synonym", words="kvidre = samtale", direction="both", do="save")
    assert [hit.title for hit in find("kvidre").hits] == ["Samtale"]


def test_a_shipped_line_is_changed_removed_and_brought_back(desk):
    text = shown(desk, "search_desk:shipped_synonym", "quiz")
    assert "quiz = selvtest, test" in text
    posted(desk, "search_desk:shipped_synonym", "quiz", words="quiz = prøve", direction="both", do="save")
    row = Synonym.objects.get()
    assert "quiz = prøve" in shown(desk, SYNONYMS, find="quiz")
    posted(desk, "search_desk:take_synonym_away", key=str(row.key), do="away")
    assert "portalen, fjernet" in shown(desk, SYNONYMS, find="quiz")
    posted(desk, "search_desk:take_synonym_away", key=str(row.key), do="back")
    assert not Synonym.objects.exists()


def test_a_line_can_be_prefilled_and_an_unknown_one_is_not_found(desk):
    assert 'value="ledsager = "' in shown(desk, "search_desk:new_synonym", ord="ledsager")
    assert desk.get(reverse("search_desk:shipped_synonym", args=["findes ikke"])).status_code == 404
    assert desk.get(reverse("search_desk:synonym", args=["6f0c0000-0000-4000-8000-000000000000"])).status_code == 404
    assert "allerede væk" in posted(desk, "search_desk:take_synonym_away", key="x")


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_word_shows_how_words_are_split_before_and_after_it_is_added(desk):
    typed = {"word": "snurre", "try_words": "snurretavle, snurregruppe"}
    text = posted(desk, "search_desk:words", do="preview", **typed)
    assert "deles ikke" in text
    assert "<strong>snur + tavl</strong>" in text
    assert not LexiconWord.objects.exists()
    text = posted(desk, "search_desk:words", do="add", **typed)
    assert "«snurre» er tilføjet" in text
    assert IndexRun.objects.filter(finished=None).count() == 1  # the texts are analysed again in the background


@pytest.mark.parametrize("word", ["to ord", "bo2", "x", "og", "bo-støtte", ""])
def test_a_word_that_is_none_is_refused_with_a_sentence(desk, word):
    text = posted(desk, "search_desk:words", word=word, try_words="mine ord", do="add")
    assert "vp-errors" in text
    assert "mine ord" in text
    assert not LexiconWord.objects.exists()


def test_a_word_is_removed_after_a_look_at_what_it_does(desk, editor):
    word = actions.add_lexicon_word(word="snurre", by=editor)
    assert "Fjern «snurre»?" in shown(desk, "search_desk:take_word_away", word.key)
    posted(desk, "search_desk:take_word_away", word.key)
    assert not LexiconWord.objects.exists()
    assert "allerede væk" in posted(desk, "search_desk:take_word_away", word.key)


def test_words_found_in_the_texts_are_not_for_staff_to_remove(desk):
    word = LexiconWord.objects.create(word="snurre", origin=LexiconWord.Origin.TEXTS)
    assert desk.get(reverse("search_desk:take_word_away", args=[word.key])).status_code == 404


# ── What stands first ───────────────────────────────────────────────────────────────────────────────────────
def test_a_thing_is_found_and_put_first(desk, new_page):
    page = new_page("Samtale", "Sådan taler du med en borger.")
    assert "Samtale" in shown(desk, "search_desk:boost", query="kvidre", find="samtale")
    typed = {"query": "kvidre", "find": "samtale", "kind": "found-page", "object_id": page.pk}
    text = posted(desk, "search_desk:add_boost", **typed)
    assert text.count("Samtale</a>") == 1  # among the chosen, and no more among the offered
    assert wordlists.boosts("kvidre") == (("found-page", page.pk),)
    assert "kvidre" in shown(desk, "search_desk:boosts")


def test_what_is_not_public_cannot_be_chosen_and_its_title_is_not_shown(desk, new_page, editor):
    page = new_page("Hemmelighed")
    actions.add_boost(query="mål", kind="found-page", object_id=page.pk, by=editor)
    page.unpublish()
    for text in (shown(desk, "search_desk:boosts"), shown(desk, "search_desk:boost", query="mål")):
        assert "Hemmelighed" not in text
        assert "Ikke offentlig længere" in text
    text = posted(desk, "search_desk:add_boost", query="plan", kind="found-page", object_id=page.pk)
    assert "ikke offentligt længere" in text
    assert not QueryBoost.objects.filter(query="plan").exists()


def test_order_is_changed_with_buttons(desk, editor):
    boosts = [actions.add_boost(query="mål", kind="found-page", object_id=n, by=editor) for n in (1, 2)]
    posted(desk, "search_desk:change_boost", boost=boosts[1].pk, do="up")
    assert [pk for _, pk in wordlists.boosts("mål")] == [2, 1]
    posted(desk, "search_desk:change_boost", boost=boosts[1].pk, do="away")
    assert [pk for _, pk in wordlists.boosts("mål")] == [1]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"query": "mål", "kind": "no-such-kind", "object_id": "1"},
        {"query": "mål", "kind": "found-page", "object_id": "9" * 40},
        {"query": "!!!", "kind": "found-page", "object_id": "1"},
        {"query": "mål" * 100, "kind": "found-page", "object_id": "x"},
    ],
)
def test_a_forged_choice_changes_nothing(desk, pages_can_be_found, typed):
    posted(desk, "search_desk:add_boost", **typed)
    assert not QueryBoost.objects.exists()
    posted(desk, "search_desk:change_boost", boost=typed.get("object_id", ""))


@pytest.mark.parametrize("query", ["", "!!!", "x" * 300])
def test_a_query_that_says_nothing_is_refused(desk, query):
    assert "vp-errors" in shown(desk, "search_desk:boost", query=query)


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────
def test_two_clicks_give_one_run_and_the_page_tells_of_it(desk):
    for _ in range(2):
        text = posted(desk, "search_desk:index", engine="database")
    assert IndexRun.objects.count() == 1
    assert "Indekset bliver bygget om" in text
    assert 'hx-trigger="every 2s"' in text


def test_the_fragment_stops_asking_when_the_run_is_finished(desk):
    IndexRun.objects.create(engine="database", started=timezone.now(), finished=timezone.now(), total=3, done=3)
    response = desk.get(reverse("search_desk:index"), headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<html" not in text
    assert "hx-trigger" not in text
    assert "3 ting, færdig" in text


def test_an_unknown_engine_is_refused(desk):
    assert "findes ikke" in posted(desk, "search_desk:index", engine="'; drop")
    assert not IndexRun.objects.exists()


# ── Ten more rows, no more queries ──────────────────────────────────────────────────────────────────────────
def rows(number: int, editor) -> None:
    logged(f"søgning {number}")
    Synonym.objects.create(words_text=f"kvidre{number} = samtale{number}")
    LexiconWord.objects.create(word=f"ord{'abcdefghijklmnop'[number]}")
    actions.add_boost(query=f"søgning {number}", kind="found-page", object_id=number + 1, by=editor)
    IndexRun.objects.create(engine=f"engine{number}", finished=timezone.now())


@pytest.mark.parametrize("name", LISTS)
def test_ten_more_rows_cost_no_more_queries(
    name, desk, editor, pages_can_be_found, django_assert_max_num_queries, django_assert_num_queries
):
    rows(0, editor)
    shown(desk, name)
    with django_assert_max_num_queries(40) as few:
        shown(desk, name)
    for number in range(1, 11):
        rows(number, editor)
    with django_assert_num_queries(len(few)):
        shown(desk, name)
