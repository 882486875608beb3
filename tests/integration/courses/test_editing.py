"""Editors write modules and questions in the editors' tool."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.models import ModulePage, Question, VideoTalkPage
from tests.factories.courses import ALL_KINDS, a_module, a_question, a_video, a_video_talk, a_whole_module, course_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in, editor) -> Client:
    editor.is_superuser = True
    editor.save()
    return signed_in(editor)


def text(response) -> str:
    return response.content.decode()


def block_form(**fields: str) -> dict[str, str]:
    """A «Vælg én» question as the editors' form sends it."""
    form = {
        "title": "Om metoden",
        "prompt": "Hvad er VUM 2.0?",
        "quote": "",
        "explanation": "Det er en metode.",
        "rule": "",
        "source": "",
        "tags": "metode",
        "penalty": "1/3",
        "state": "draft",
        "content-count": "1",
        "content-0-deleted": "",
        "content-0-order": "0",
        "content-0-type": "single",
        "content-0-id": "",
        "content-0-value-options-count": "2",
    }
    for row, (words, right) in enumerate([("En metode", "on"), ("Et system", "")]):
        prefix = f"content-0-value-options-{row}"
        form |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(row),
            f"{prefix}-id": "",
            f"{prefix}-value-text": words,
            f"{prefix}-value-share": "",
            f"{prefix}-value-feedback": "",
        }
        if right:
            form[f"{prefix}-value-right"] = right
    return form | fields


def test_an_editor_adds_a_question_to_the_bank(client):
    address = reverse("wagtailsnippets_courses_question:add")
    assert "Par sammen" in text(client.get(address))
    assert client.post(address, block_form()).status_code == 302
    question = Question.objects.get()
    assert question.current.number == 1
    assert [option["fraction"] for option in question.current.data["options"]] == ["1", "0"]


def test_a_question_without_a_right_answer_is_refused_in_danish_and_kept(client):
    form = block_form()
    del form["content-0-value-options-0-value-right"]
    page = text(client.post(reverse("wagtailsnippets_courses_question:add"), form))
    assert "Intet svar er rigtigt." in page
    assert "Hvad er VUM 2.0?" in page
    assert not Question.objects.exists()


def test_an_edited_question_gets_a_new_version(client):
    client.post(reverse("wagtailsnippets_courses_question:add"), block_form())
    question = Question.objects.get()
    value = question.content[0].value
    ids = {
        "content-0-id": question.content[0].id,
        **{f"content-0-value-options-{n}-id": child.id for n, child in enumerate(value["options"].bound_blocks)},
    }
    edited = block_form(explanation="En ny forklaring.", **ids)
    client.post(reverse("wagtailsnippets_courses_question:edit", args=[question.pk]), edited)
    old, new = question.versions.order_by("number")
    assert new.data["explanation"] == "En ny forklaring."
    assert [option["id"] for option in old.data["options"]] == [option["id"] for option in new.data["options"]]


def test_the_bank_lists_its_questions(client):
    a_question("match", title="Par om temaer")
    assert "Par om temaer" in text(client.get(reverse("wagtailsnippets_courses_question:list")))


def test_every_page_of_a_module_opens_in_the_editor(client):
    module = a_whole_module()
    for page in (course_index(), module, *module.get_children()):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("kind", ["videotalkpage", "practiceexamplepage", "modulecasepage", "selftestpage"])
def test_every_kind_of_part_can_be_added_to_a_module(client, kind):
    address = reverse("wagtailadmin_pages:add", args=["courses", kind, a_module().pk])
    assert client.get(address).status_code == 200


def test_a_video_without_captions_cannot_be_published():
    silent = a_video(captions="")
    with pytest.raises(ValidationError) as found:
        a_video_talk(a_module(), video=silent)
    assert "Læg først undertekster på videoen" in str(found.value)


def test_a_video_that_loses_its_captions_cannot_be_published_again():
    talk = a_video_talk(a_module())
    talk.video.captions = ""
    talk.video.save()
    with pytest.raises(ValidationError):
        VideoTalkPage.objects.get().save_revision().publish()


def test_a_copied_module_has_parts_of_its_own():
    module = a_whole_module()
    copy = module.copy(recursive=True, update_attrs={"slug": "kopi"}, keep_live=True)
    keys = set(Page.objects.descendant_of(course_index()).values_list("translation_key", flat=True))
    assert len(keys) == 10
    assert isinstance(copy, ModulePage)


def previewed(client: Client, form: dict[str, str] | None = None):
    """The preview of what an editor has written so far; nothing is saved."""
    address = reverse("wagtailsnippets_courses_question:preview_on_add")
    if form is not None:
        assert client.post(address, form).json() == {"is_valid": True, "is_available": True}
    return client.get(address)


def sealed_in(page: str) -> str:
    return re.search(r'name="question" value="([^"]+)"', page)[1]


def test_an_editor_sees_the_question_as_a_learner_meets_it_before_it_is_saved(client):
    response = previewed(client, block_form())
    page = text(response)
    assert "Hvad er VUM 2.0?" in page
    assert "En metode" in page
    assert not Question.objects.exists()
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


def test_an_unfair_question_says_in_the_preview_what_to_mend(client):
    form = block_form()
    del form["content-0-value-options-0-value-right"]
    response = previewed(client, form)
    assert response.status_code == 200
    assert "Intet svar er rigtigt." in text(response)


def test_a_half_written_question_is_no_crash_in_the_preview(client):
    assert previewed(client).status_code == 200
    assert "Vælg én slags spørgsmål" in text(previewed(client, {"title": "", "prompt": "", "content-count": "0"}))


def try_it(client: Client, sealed: str, **fields: str):
    return client.post("/arbejdsbord/spoergsmaal/proev/", {"question": sealed, "do": "check"} | fields)


def test_an_editor_answers_in_the_preview_again_and_again_and_nothing_is_stored(client):
    page = text(previewed(client, block_form(hints="Tænk på bogstaverne.")))
    ids = {label: row_id for row_id, label in re.findall(r'name="answer" value="([^"]+)"><span>([^<]+)<', page)}
    wrong, right = ids["Et system"], ids["En metode"]
    first = text(try_it(client, sealed_in(page), answer=wrong))
    assert "Ikke endnu" in first
    assert "Resultat: 0 %" in first
    again = text(try_it(client, sealed_in(first), do="again"))
    assert "Tænk på bogstaverne." in again
    second = try_it(client, sealed_in(again), answer=right)
    assert "Resultat: 100 %" in text(second)
    assert "Dine forsøg" in text(second)
    assert "Det er en metode." in text(second)
    assert second.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not Question.objects.exists()


def test_an_answer_that_cannot_be_read_comes_back_with_a_sentence(client):
    sealed = sealed_in(text(previewed(client, block_form())))
    assert "Vælg et svar" in text(try_it(client, sealed))
    refused = try_it(client, sealed, answer="ukendt")
    assert refused.status_code == 400
    assert "Vælg igen" in text(refused)


def test_a_trial_is_sealed_and_grows_old(client, monkeypatch):
    sealed = sealed_in(text(previewed(client, block_form())))
    assert try_it(client, sealed[:-2] + "xx").status_code == 400
    assert try_it(client, signing.dumps({"data": {}, "tries": []}, salt="another")).status_code == 400
    monkeypatch.setattr("courses.models.trial.LONGEST", -1)
    old = try_it(client, sealed)
    assert old.status_code == 400
    assert "mere end et døgn gammel" in text(old)


def test_only_editors_try_questions(client, signed_in, caseworker):
    sealed = sealed_in(text(previewed(client, block_form())))
    assert try_it(signed_in(caseworker), sealed).status_code == 404
    assert try_it(Client(), sealed).status_code == 404
    assert client.get("/arbejdsbord/spoergsmaal/proev/").status_code == 405


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_can_be_previewed(client, kind):
    question = a_question(kind)
    page = text(client.get(reverse("wagtailsnippets_courses_question:preview_on_edit", args=[question.pk])))
    assert question.prompt in page
    assert "Derfor:" not in page
