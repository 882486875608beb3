"""A person creates an account, confirms the address, and is in."""

import re

import pytest
from django.urls import reverse

from notifications.models import Mail
from people.models import Membership, Organisation, User
from people.rules import Role
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "en sætning som kun jeg kender"


@pytest.fixture
def answers() -> dict[str, str]:
    return {
        "name": "Signe Skov",
        "email": "Signe@Odense.example.dk",
        "organisation": str(Organisation.objects.get(code="0461").key),
        "role": Role.CASEWORKER,
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def link_in(mail: Mail) -> str:
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def test_from_the_form_to_being_signed_in(client, answers):
    sent = client.post(reverse("account_signup"), answers, follow=True)
    assert "Bekræft din e-mail" in sent.content.decode()
    person = User.objects.get(email="signe@odense.example.dk")
    assert (person.name, person.membership.role, str(person.membership.organisation)) == (
        "Signe Skov",
        Role.CASEWORKER,
        "Odense Kommune",
    )
    mail = Mail.objects.get()
    assert mail.to == "signe@odense.example.dk"
    assert mail.subject == "Bekræft din e-mail"
    assert mail.body.startswith("Hej\n")
    page = client.get(link_in(mail))  # a link that is only looked at confirms nothing
    assert "signe@odense.example.dk" in page.content.decode()
    assert "_auth_user_id" not in client.session
    client.post(link_in(mail))
    if "_auth_user_id" not in client.session:
        client.post(reverse("account_login"), {"login": answers["email"], "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_nobody_signs_in_before_the_address_is_confirmed(client, answers):
    client.post(reverse("account_signup"), answers)
    client.logout()
    client.post(reverse("account_login"), {"login": answers["email"], "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_known_and_an_unknown_address_get_the_same_answer(client, answers):
    new = client.post(reverse("account_signup"), answers)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.update(verified=True)
    client.logout()
    client.cookies.clear()
    known = client.post(reverse("account_signup"), answers)
    assert (new.status_code, new.url) == (known.status_code, known.url)
    assert User.objects.count() == 1
    assert Mail.objects.latest("pk").subject == "Du har allerede en konto"


def test_the_same_address_in_capitals_is_the_same_account(client, answers):
    client.post(reverse("account_signup"), answers)
    client.cookies.clear()
    client.post(reverse("account_signup"), answers | {"email": "SIGNE@ODENSE.EXAMPLE.DK"})
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Skriv dit navn."),
        ("name", "Signe 050583-1234", "Teksten ligner et CPR-nummer"),
        ("email", "", "Skriv din e-mail."),
        ("email", "signe", "gyldig e-mail"),
        ("organisation", "", "Vælg den organisation, du arbejder i."),
        ("organisation", "not-a-key", "Vælg en organisation fra listen."),
        ("role", "", "Vælg, hvad du laver."),
        ("role", Role.EDITOR, "Vælg en af rollerne på listen."),
        ("role", Role.PROVIDER_EMPLOYEE, "Den rolle findes ikke i den organisation"),
        ("password1", "kort", "mindst 12 tegn"),
        ("password2", "noget andet", "den samme adgangskode"),
    ],
)
def test_a_mistake_is_explained_and_the_rest_is_kept(client, answers, field, value, sentence):
    page = client.post(reverse("account_signup"), answers | {field: value})
    assert page.status_code == 200
    text = page.content.decode()
    assert sentence in text
    assert "fejl i formularen" in text
    if field != "name":
        assert "Signe Skov" in text
    assert not User.objects.exists()


def test_nobody_joins_the_agency_by_signing_up(client, answers):
    agency = Organisation.objects.get(kind="agency")
    client.post(reverse("account_signup"), answers | {"organisation": str(agency.key)})
    assert not User.objects.exists()
    assert str(agency.key) not in client.get(reverse("account_signup")).content.decode()


def test_organisations_stand_by_kind_in_danish_order(client):
    for name in ("Åhuset", "Ørnen", "Birken"):
        OrganisationFactory(name=name)
    OrganisationFactory(name="Lukket", active=False)
    text = client.get(reverse("account_signup")).content.decode()
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text, re.S)
    assert [name for name, _ in groups] == ["Kommune", "Udfører"]
    assert re.findall(r">([^<]+)</option>", groups[1][1]) == ["Birken", "Ørnen", "Åhuset"]
    municipalities = re.findall(r">([^<]+)</option>", groups[0][1])
    assert (len(municipalities), municipalities[-1]) == (98, "Aarhus Kommune")
    assert "Lukket" not in text


@pytest.mark.parametrize("field", ["name", "email", "organisation", "role", "password1"])
def test_null_bytes_are_a_bad_request(client, answers, field):
    assert client.post(reverse("account_signup"), answers | {field: "a\x00b"}).status_code == 400
    assert not Membership.objects.exists()


def test_who_is_signed_in_does_not_sign_up_again(client):
    client.force_login(UserFactory())
    assert client.get(reverse("account_signup")).status_code == 302
