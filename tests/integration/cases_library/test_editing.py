"""Editors write cases in Wagtail: the draft is kept, and publishing waits for the panel."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cases_library.models import CasePage, CaseWork, ItemRating, KeyVersion
from content.models import Phase, Subtheme
from people.actions import memberships
from people.rules import OrganisationKind, Role
from tests.factories.cases_library import case_index, published_case
from tests.factories.people import OrganisationFactory, UserFactory
from tests.integration.cases_library.conftest import handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def client(signed_in):
    agency = OrganisationFactory(kind=OrganisationKind.AGENCY, name="Social- og Boligstyrelsen")
    person = UserFactory()
    memberships.join(person=person, organisation=agency, role=Role.EDITOR, by=person)
    return signed_in(person)


def typed(*levels: int, subtheme: str = "Gøre rent", sentence: str = "a", **fields):
    """A new case as the editor's form sends it, with one item."""
    panel = [{"expert": str(place), "level": str(level)} for place, level in enumerate(levels, start=1)]
    item = {
        "subtheme": str(Subtheme.objects.get(title=subtheme).pk),
        "sentence": sentence,
        "rationale": "Uden hjemmehjælpen kan hun kun lidt.",
        "rule": "",
        "typical_error": "",
        "typical_error_level": "",
        "panel": inline_formset(panel),
    }
    told = {
        "title": "Karin, 47 år",
        "slug": "karin",
        "lead": "",
        "number": "1",
        "minutes": "10",
        "phase": str(Phase.objects.first().pk),
        "citizen_name": "Karin",
        "citizen_age": "47",
        "primary_target_group": "Erhvervet hjerneskade",
        "secondary_target_group": "",
        "ffb_version": "2.3.0",
        "trained_rules": inline_formset([{"rule": "aids"}]),
        "instructions": "",
        "opening": "Karin søger om hjælp.",
        "body": streamfield([("sentence", {"label": "a", "text": "Hun handler selv ind."})]),
        "items": inline_formset([item]),
        "support_need": "",
        "control_question": "",
        "control_answer": "",
        "control_explanation": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(told | fields)


def add(client, body):
    address = reverse("wagtailadmin_pages:add", args=["cases_library", "casepage", case_index().pk])
    return client.post(address, body, follow=True)


def test_a_case_with_its_panel_is_published_from_the_editors_form(client):
    add(client, typed(1, 2, 1) | {"action-publish": "1"})
    case = CasePage.objects.get()
    assert case.live
    assert [item.panel_levels for item in case.items.all()] == [[1, 2, 1]]


def test_without_a_third_expert_it_stays_a_draft_and_says_why_in_danish(client):
    answer = add(client, typed(1, 2) | {"action-publish": "1"})
    case = CasePage.objects.get()
    assert not case.live
    assert case.get_latest_revision_as_object().items.count() == 1
    assert "har vurderinger fra 2 eksperter. Der skal være mindst 3." in answer.content.decode()


def test_a_subtheme_without_levels_is_refused_in_the_form(client):
    answer = add(client, typed(1, 2, 1, subtheme="Søvn"))
    assert answer.status_code == 200
    assert not CasePage.objects.exists()


def test_the_form_offers_only_the_subthemes_that_get_a_level(client):
    address = reverse("wagtailadmin_pages:add", args=["cases_library", "casepage", case_index().pk])
    text = client.get(address).content.decode()
    assert "Gøre rent" in text
    assert "Stemme og tale" not in text


def test_a_case_that_people_have_rated_is_not_deleted(client, caseworker):
    case = published_case()
    handed_in(case, caseworker, 3, 1)
    for page in (case, case.get_parent()):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={case.pk}")
    assert CaseWork.objects.get().case == case


def test_a_case_that_nobody_has_rated_can_be_deleted(client):
    case = published_case()
    client.post(reverse("wagtailadmin_pages:delete", args=[case.pk]))
    assert not CasePage.objects.exists()


def test_nothing_private_is_in_the_editors_index_of_references(caseworker):
    handed_in(published_case(), caseworker, 3, 1)
    for model in (CaseWork, ItemRating, KeyVersion):
        assert not ReferenceIndex.get_references_for_object(model.objects.first()).exists()
