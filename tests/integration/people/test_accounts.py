"""Signing in and out, and changing what is kept about oneself."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import ModelLogEntry

from notifications.models import Mail
from people.actions import accounts
from people.models import User
from people.rules import Role
from tests.factories.people import UserFactory, person_with

pytestmark = pytest.mark.django_db
PASSWORD = "et langt kodeord 1"  # what the factory gives


@pytest.fixture
def person() -> User:
    person = person_with(Role.CASEWORKER, email="anna@example.dk", name="Anna And")
    accounts.trust_address(person=person)
    return person


def sign_in(client, email="anna@example.dk", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def sign_in_and_show_it_is_me(client, email="anna@example.dk"):
    sign_in(client, email=email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def link_in(mail: Mail) -> str:
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def second_factor_of(person: User) -> str:
    secret = generate_totp_secret()  # its own: a code works once
    TOTP.activate(person, secret)
    return secret


class TestSigningIn:
    def test_the_right_password_opens_my_page(self, client, person):
        assert sign_in(client).url == "/min-side/"
        assert is_in(client)

    def test_the_address_may_be_in_capitals(self, client, person):
        sign_in(client, email="ANNA@EXAMPLE.DK")
        assert is_in(client)

    def test_the_page_that_was_asked_for_comes_after(self, client, person):
        assert client.get(reverse("account")).url == "/konto/login/?next=/konto/"
        answer = client.post("/konto/login/", {"login": person.email, "password": PASSWORD, "next": "/konto/"})
        assert answer.url == "/konto/"

    def test_another_site_is_never_what_comes_after(self, client, person):
        answer = client.post(
            "/konto/login/", {"login": person.email, "password": PASSWORD, "next": "https://evil.example/"}
        )
        assert answer.url == "/min-side/"

    def test_a_wrong_password_and_an_unknown_address_get_the_same_words(self, client, person):
        wrong = sign_in(client, password="forkert").content.decode()
        unknown = sign_in(client, email="nobody@example.dk", password="forkert").content.decode()
        assert "passer ikke sammen" in wrong
        assert "passer ikke sammen" in unknown

    def test_a_closed_account_stays_outside(self, client, person):
        User.objects.update(is_active=False)
        sign_in(client)
        assert not is_in(client)

    def test_many_wrong_passwords_close_the_door_for_a_while(self, client, person, settings):
        settings.ACCOUNT_RATE_LIMITS = {}
        cache.clear()
        for _ in range(10):
            last = sign_in(client, password="forkert")
        assert "for mange forsøg" in last.content.decode()
        assert "for mange forsøg" in sign_in(client).content.decode()
        assert not is_in(client)
        cache.clear()

    def test_signing_out_takes_a_post_and_is_final(self, client, person):
        sign_in(client)
        cookie = client.cookies["sessionid"].value
        assert "Vil du logge af?" in client.get(reverse("account_logout")).content.decode()
        assert is_in(client)
        client.post(reverse("account_logout"))
        client.cookies["sessionid"] = cookie
        assert client.get(reverse("account")).status_code == 302


class TestForgottenPassword:
    def test_from_the_form_to_a_new_password(self, client, person):
        client.post(reverse("account_reset_password"), {"email": person.email})
        mail = Mail.objects.get()
        assert mail.subject == "Vælg en ny adgangskode"
        form = client.get(link_in(mail), follow=True)
        new = {"password1": "en helt ny sætning her", "password2": "en helt ny sætning her"}
        done = client.post(form.request["PATH_INFO"], new, follow=True)
        assert "Din adgangskode er ændret" in done.content.decode()
        sign_in(client, password="en helt ny sætning her")
        assert is_in(client)

    def test_the_link_works_once(self, client, person):
        client.post(reverse("account_reset_password"), {"email": person.email})
        link = link_in(Mail.objects.get())
        form = client.get(link, follow=True)
        new = {"password1": "en helt ny sætning her", "password2": "en helt ny sætning her"}
        client.post(form.request["PATH_INFO"], new)
        client.cookies.clear()
        again = client.get(link, follow=True)
        assert "Linket er brugt eller for gammelt" in again.content.decode()

    def test_a_known_and_an_unknown_address_get_the_same_page(self, client, person):
        known = client.post(reverse("account_reset_password"), {"email": person.email}, follow=True)
        unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.dk"}, follow=True)
        without_token = [re.sub(r'"[A-Za-z0-9]{64}"', "", page.content.decode()) for page in (known, unknown)]
        assert without_token[0] == without_token[1].replace("nobody@example.dk", person.email)
        assert Mail.objects.get(to="nobody@example.dk").subject == "Ingen konto med denne adresse"


class TestOwnAccount:
    def test_it_shows_name_address_and_where_one_works(self, client, person):
        client.force_login(person)
        text = client.get(reverse("account")).content.decode()
        assert "Anna And" in text
        assert "anna@example.dk" in text
        assert "Sagsbehandler, Odense Kommune" in text

    def test_the_name_can_be_changed_and_the_change_is_written_down(self, client, person):
        client.force_login(person)
        page = client.post(reverse("account_change_name"), {"name": "Anna Ås"}, follow=True)
        assert "Dit navn er ændret." in page.content.decode()
        person.refresh_from_db()
        assert person.name == "Anna Ås"
        assert ModelLogEntry.objects.filter(action="people.rename", user=person).count() == 1

    def test_a_name_that_will_not_do_is_kept_in_the_form(self, client, person):
        client.force_login(person)
        page = client.post(reverse("account_change_name"), {"name": "Anna 050583-1234"})
        assert "Teksten ligner et CPR-nummer" in page.content.decode()
        person.refresh_from_db()
        assert person.name == "Anna And"

    def test_the_password_can_be_changed_and_a_mail_tells_so(self, client, person):
        sign_in_and_show_it_is_me(client)
        wrong = client.post(
            reverse("account_change_password"), {"oldpassword": "x", "password1": "a" * 20, "password2": "a" * 20}
        )
        assert "ikke din nuværende adgangskode" in wrong.content.decode()
        new = {"oldpassword": PASSWORD, "password1": "en helt ny sætning her", "password2": "en helt ny sætning her"}
        client.post(reverse("account_change_password"), new)
        person.refresh_from_db()
        assert person.check_password("en helt ny sætning her")
        assert Mail.objects.get().subject == "Din adgangskode er ændret"

    def test_a_new_address_holds_when_it_is_confirmed(self, client, person):
        sign_in_and_show_it_is_me(client)
        client.post(reverse("account_email"), {"email": "Ny@example.dk", "action_add": ""})
        person.refresh_from_db()
        assert person.email == "anna@example.dk"
        client.post(link_in(Mail.objects.get(to="ny@example.dk")))
        person.refresh_from_db()
        assert person.email == "ny@example.dk"
        assert [address.email for address in EmailAddress.objects.filter(user=person)] == ["ny@example.dk"]

    def test_what_matters_is_changed_only_after_showing_who_one_is(self, client, person):
        sign_in(client)
        for name in ("account_email", "mfa_activate_totp"):
            assert client.post(reverse(name), {"email": "x@example.dk", "action_add": ""}).url.startswith(
                reverse("account_reauthenticate")
            )

    def test_nobody_else_sees_it(self, client):
        assert client.get(reverse("account")).status_code == 302


class TestSecondFactor:
    @pytest.mark.django_db(transaction=True)
    def test_setting_it_up_gives_recovery_codes(self, client, person):
        sign_in_and_show_it_is_me(client)
        form = client.get(reverse("mfa_activate_totp"))
        assert "data:image/svg+xml;base64," in form.content.decode()
        secret = form.context["form"].secret
        page = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
        assert "Nødkoder" in page.content.decode()
        assert Authenticator.objects.filter(user=person).count() == 2
        assert Mail.objects.filter(subject="Totrinslogin er slået til").exists()

    def test_a_wrong_code_is_explained(self, client, person):
        sign_in_and_show_it_is_me(client)
        client.get(reverse("mfa_activate_totp"))
        assert "Koden er forkert" in client.post(reverse("mfa_activate_totp"), {"code": "000"}).content.decode()

    def test_signing_in_asks_for_the_code(self, client, person):
        secret = second_factor_of(person)
        assert sign_in(client).url == reverse("mfa_authenticate")
        assert not is_in(client)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert not is_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert is_in(client)

    def test_it_can_be_turned_off_again(self, client, person):
        secret = second_factor_of(person)
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("mfa_deactivate_totp"))
        assert not Authenticator.objects.filter(user=person).exists()

    def test_every_page_about_it_can_be_seen(self, client, person):
        sign_in_and_show_it_is_me(client)
        for name in ("mfa_index", "mfa_activate_totp"):
            assert client.get(reverse(name)).status_code == 200
        form = client.get(reverse("mfa_activate_totp"))
        client.post(reverse("mfa_activate_totp"), {"code": code_of(form.context["form"].secret)})
        names = ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")
        for name in (*names, "mfa_reauthenticate", "account_reauthenticate"):
            page = client.get(reverse(name))
            assert page.status_code == 200, name
            assert page.content.decode().count("<h1") == 1, name


class TestStaffSecondFactor:
    @pytest.fixture(autouse=True)
    def as_in_production(self, settings):
        settings.STAFF_SECOND_FACTOR = True

    @pytest.mark.parametrize("path", ["/", "/min-side/", "/redaktion/", "/arbejdsbord/", "/soeg/?q=sag", "/nowhere/"])
    @pytest.mark.parametrize("role", [Role.HOTLINE_CONSULTANT, Role.EDITOR, Role.ANALYST, Role.ADMINISTRATOR])
    def test_staff_without_one_are_led_to_set_it_up_from_any_page(self, client, path, role):
        client.force_login(person_with(role))
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, reverse("mfa_activate_totp"))

    def test_a_superuser_is_staff_too(self, client):
        client.force_login(UserFactory(is_superuser=True))
        assert client.get("/redaktion/").url == reverse("mfa_activate_totp")

    def test_a_post_does_not_slip_through(self, client):
        client.force_login(person_with(Role.EDITOR))
        assert client.post("/redaktion/pages/add/", {"title": "x"}).url == reverse("mfa_activate_totp")

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.LEADER, Role.PROVIDER_EMPLOYEE, Role.TRAINER])
    def test_others_go_where_they_asked(self, client, role):
        client.force_login(person_with(role))
        assert client.get("/soeg/").status_code == 200

    def test_the_pages_of_the_account_are_open_so_that_it_can_be_set_up(self, client):
        editor = person_with(Role.EDITOR, email="editor@example.dk")
        accounts.trust_address(person=editor)
        sign_in_and_show_it_is_me(client, email="editor@example.dk")
        form = client.get(reverse("mfa_activate_totp"))
        assert "Du arbejder i styrelsen" in form.content.decode()
        client.post(reverse("mfa_activate_totp"), {"code": code_of(form.context["form"].secret)})
        assert client.get("/soeg/").status_code == 200

    def test_staff_cannot_turn_it_off(self, client):
        editor = person_with(Role.EDITOR, email="editor@example.dk")
        accounts.trust_address(person=editor)
        secret = second_factor_of(editor)
        sign_in(client, email="editor@example.dk")
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = client.post(reverse("mfa_deactivate_totp"))
        assert "kan totrinslogin ikke slås fra" in page.content.decode()
        assert Authenticator.objects.filter(user=editor, type="totp").exists()


@pytest.mark.parametrize("path", ["/redaktion/password_reset/", "/redaktion/login/"])
def test_the_editors_tool_has_no_door_of_its_own(client, path):
    assert client.get(path).status_code in (302, 404)
