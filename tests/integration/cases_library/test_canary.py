"""The key of a case leaves the server only when that person has handed in."""

from __future__ import annotations

import secrets
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases_library.actions import works
from tests.factories.cases_library import ItemOf, published_case
from tests.factories.people import UserFactory
from tests.integration.cases_library.conftest import answers_for, fields_of, handed_in

pytestmark = pytest.mark.django_db
KEY_TABLES = ("cases_library_panelrating", "cases_library_keyversion")


@pytest.fixture
def markers():
    return {name: secrets.token_hex(8) for name in ("rationale", "rule", "error", "answer", "explanation")}


@pytest.fixture
def case(db, markers):
    told = {
        "rationale": f"Fordi {markers['rationale']}.",
        "rule": f"Reglen {markers['rule']}.",
        "typical_error": f"At tro {markers['error']}.",
        "typical_error_level": None,
        "sentence": "c",
    }
    return published_case(
        items=(ItemOf("Gøre rent", [3, 3, 3], **told), ItemOf("Gå og bevæge sig", [1, 1, 2], **told)),
        control_question="Hvilket niveau får smerter?",
        control_answer=f"Intet {markers['answer']}.",
        control_explanation=f"Se {markers['explanation']}.",
        support_need=4,
    )


def everything(answer) -> str:
    """Every byte that the browser receives, headers too."""
    return answer.content.decode() + "".join(f"{name}: {value}\n" for name, value in answer.items())


@pytest.fixture
def before(signed_in, caseworker, case, markers):
    """Every page that a person may see before handing in, as (address, what came)."""
    handed_in(case, UserFactory(), 0, 0)  # somebody else knows the key already
    theirs = works.start(person=UserFactory(), case=case, by=caseworker)

    def visit():
        client, tab = signed_in(caseworker), str(uuid.uuid4())
        sent = {"tab": tab, "version": "0"} | fields_of(answers_for(case, 2, 1))
        subtheme = case.items_in_order()[0].subtheme
        public = [
            case.url,
            case.get_parent().url,
            f"{case.get_parent().url}?regel=hjaelpemidler",
            reverse("subtheme", args=[subtheme.theme.slug, subtheme.slug]),
            *(f"/soeg/?q={word}" for word in ("rent", markers["rationale"], markers["rule"], markers["error"])),
            "/",
        ]
        for address in public:
            client.logout()
            yield address, client.get(address)
            client.force_login(caseworker)
            yield address, client.get(address)
        begun = client.post(reverse("cases_library:begin", args=[case.slug]))
        rate = begun.url
        yield rate, client.get(rate)
        yield "saved", client.post(f"{rate}gem/", sent)
        yield "saved by hand", client.post(rate, sent | {"do": "save"})
        yield "another tab", client.post(rate, {**sent, "tab": str(uuid.uuid4())} | fields_of(answers_for(case, 4, 4)))
        yield "no reasons", client.post(rate, sent | {"do": "submit"} | fields_of(answers_for(case, 2, 1, reason="")))
        yield "too early", client.get(rate.replace("vurder", "sammenlign"))
        yield "not mine", client.get(reverse("cases_library:compare", args=[theirs.key]))
        yield "malformed", client.post(rate, {"tab": "x"})
        yield "the case while under way", client.get(case.url)
        yield "the library while under way", client.get(case.get_parent().url)
        yield "my page", client.get("/min-side/")

    return visit


@pytest.mark.slow
def test_nothing_of_the_key_is_sent_before_handing_in(before, markers):
    for place, answer in before():
        told = everything(answer).replace(answer.wsgi_request.get_full_path(), "")
        for name, marker in markers.items():
            if marker not in answer.wsgi_request.GET.get("q", ""):
                assert marker not in told, f"{name} leaks at {place}"
        assert "Fuldstændigt støttebehov" not in told, place


@pytest.mark.slow
def test_the_panel_is_not_even_read_before_handing_in(before):
    pages = before()
    while True:
        with CaptureQueriesContext(connection) as asked:
            place, _answer = next(pages, (None, None))
        if place is None:
            return
        read = [query["sql"] for query in asked if any(table in query["sql"] for table in KEY_TABLES)]
        assert not read, place


def test_the_control_all_of_it_is_there_afterwards(signed_in, caseworker, case, markers):
    work = handed_in(case, caseworker, 2, 2)
    told = everything(signed_in(caseworker).get(reverse("cases_library:compare", args=[work.key])))
    assert all(marker in told for marker in markers.values())
    assert "Fuldstændigt støttebehov" in told
