"""Editors edit, and nobody else opens the editors' tool."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission

from content.models import StandardPage
from content.rights import ADMINISTRATORS, EDITORS, grant
from people.actions import memberships
from people.models import Organisation
from people.rules import OrganisationKind, Role
from tests.factories.content import add_page, home_page
from tests.factories.people import OrganisationFactory, UserFactory, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return OrganisationFactory(kind=OrganisationKind.AGENCY, name="Social- og Boligstyrelsen")


@pytest.fixture
def page():
    return add_page(home_page(), StandardPage(title="Om portalen", slug="om", lead="Kort."))


def member(agency: Organisation, role: Role):
    person = UserFactory()
    memberships.join(person=person, organisation=agency, role=role, by=person)
    return person


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_who_joins_as_an_editor_opens_the_tool_and_mends_a_page(agency, page, role, signed_in):
    client = signed_in(member(agency, role))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(address).status_code == 200
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in ("title", "slug", "lead")}
    body = {"body-count": "0", "action-publish": "1"}
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    answer = client.post(address, typed | body | comments | {"lead": "Nyt."})
    assert answer.status_code == 302
    assert StandardPage.objects.get().lead == "Nyt."


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PROVIDER_EMPLOYEE, Role.LEADER, Role.ANALYST])
def test_others_do_not_get_in(page, role, signed_in):
    client = signed_in(person_with(role))
    for address in (reverse("wagtailadmin_home"), reverse("wagtailadmin_pages:edit", args=[page.pk])):
        assert client.get(address).status_code in {302, 403, 404}
    assert StandardPage.objects.get().lead == "Kort."


def test_both_groups_may_work_with_pages_files_and_snippets():
    for name in (EDITORS, ADMINISTRATORS):
        group = Group.objects.get(name=name)
        held = {f"{right.permission.codename}" for right in group.page_permissions.all()}
        assert {"add_page", "change_page", "publish_page"} <= held
        files = {right.permission.codename for right in group.collection_permissions.all()}
        assert {"add_image", "change_image", "add_document", "change_document", "add_media", "change_media"} <= files
    assert not Group.objects.get(name=EDITORS).permissions.filter(content_type__app_label="people").exists()
    assert Group.objects.get(name=ADMINISTRATORS).permissions.filter(codename="change_user").exists()


def test_rights_are_granted_once_however_often_migrate_runs():
    before = GroupPagePermission.objects.count()
    grant()
    grant()
    assert GroupPagePermission.objects.count() == before
