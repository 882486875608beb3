"""A case is published only with a panel behind it."""

import pytest
from django.core.exceptions import ValidationError

from cases_library.models import CasePage
from tests.factories.cases_library import ItemOf, case_index, published_case, unpublished_case
from tests.factories.content import add_page

pytestmark = pytest.mark.django_db


def test_a_case_with_three_experts_is_published_with_its_items_and_levels():
    case = CasePage.objects.get(pk=published_case().pk)
    assert case.live
    assert [(item.subtheme.title, item.panel_levels, item.consensus) for item in case.items.all()] == [
        ("Gøre rent", [3, 3, 3], 3),
        ("Gå og bevæge sig", [1, 1, 2], 1),
    ]


def test_two_experts_are_not_enough():
    case = unpublished_case(items=(ItemOf("Gøre rent", [3, 3]),))
    with pytest.raises(ValidationError, match="Gøre rent"):
        add_page(case_index(), case)


def test_a_draft_may_lack_its_panel_but_publishing_it_is_refused():
    case = unpublished_case(items=(ItemOf("Gøre rent", [3, 3]),), live=False)
    case_index().add_child(instance=case)
    revision = case.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()
    assert not CasePage.objects.get(pk=case.pk).live


def test_a_subtheme_that_is_described_cannot_be_rated():
    case = unpublished_case(items=(ItemOf("Søvn"),), live=False)
    assert any("Søvn" in obstacle for obstacle in case.obstacles_to_publishing())
    with pytest.raises(ValidationError):
        case.items.all()[0].clean()


def test_an_item_cannot_point_at_a_sentence_that_is_not_there():
    case = unpublished_case(items=(ItemOf("Gøre rent", sentence="z"),), live=False)
    assert len(case.obstacles_to_publishing()) == 1


def test_items_keep_their_key_when_a_case_is_published_again():
    case = published_case()
    keys = [item.key for item in case.items.all()]
    again = case.get_latest_revision_as_object()
    again.save_revision().publish()
    assert [item.key for item in CasePage.objects.get(pk=case.pk).items.all()] == keys
