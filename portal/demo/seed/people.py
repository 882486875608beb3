"""About 300 invented people in 25 municipalities, at providers, places of education and the agency."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from people.actions import memberships
from people.models import ROLE_CHOICES, Membership, Organisation, User
from people.rules import OrganisationKind, Role
from portal.demo import script
from portal.demo.seed.chance import TODAY, chance, key, working_moment

PASSWORD = "demo-portalen-2026"  # noqa: S105 - printed by the seed: the demo holds nothing worth guarding
PEOPLE = 300
MUNICIPALITIES = 25


def seed() -> dict[str, User]:
    """The people; returns the demo's accounts by the part of their address before the @."""
    text = script.read("people")
    providers = _organisations(OrganisationKind.PROVIDER, [item["name"] for item in text["providers"]])
    education = _organisations(OrganisationKind.EDUCATION, [item["name"] for item in text["education_providers"]])
    demo_municipality, _ = Organisation.objects.get_or_create(
        kind=OrganisationKind.MUNICIPALITY,
        code=text["municipality"]["code"],
        defaults={"name": text["municipality"]["name"].removesuffix(" Kommune")},
    )
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    named = {organisation.name: organisation for organisation in [*providers, *education]}
    named[text["municipality"]["name"]] = demo_municipality
    accounts = {}
    password = make_password(PASSWORD)
    for account in text["accounts"]:
        organisation = named.get(account["organisation"], agency)
        accounts[account["email"].partition("@")[0]] = _person(account["email"], account["name"], password)
        person = accounts[account["email"].partition("@")[0]]
        memberships.join(person=person, organisation=organisation, role=account["role"], by=person)
    _crowd(text, password, [demo_municipality, *_municipalities()], providers, education)
    return accounts


def _organisations(kind: OrganisationKind, names: list[str]) -> list[Organisation]:
    return [Organisation.objects.get_or_create(kind=kind, name=name)[0] for name in names]


def _municipalities() -> list[Organisation]:
    everyone = list(Organisation.objects.municipalities().exclude(code="9999").order_by("code"))
    return chance("municipalities").sample(everyone, MUNICIPALITIES - 1)


def _person(email: str, name: str, password: str) -> User:
    person = User.objects.create(email=email, name=name, password=password)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _crowd(
    text: dict,
    password: str,
    municipalities: list[Organisation],
    providers: list[Organisation],
    education: list[Organisation],
) -> None:
    generator = chance("people")
    people, places = [], []
    names: set[str] = set()
    while len(people) < PEOPLE - len(text["accounts"]):
        name = f"{generator.choice(text['first_names'])} {generator.choice(text['surnames'])}"
        if name in names:
            continue
        names.add(name)
        people.append(
            User(
                key=key(generator),
                email=f"demo{len(people) + 1:03}@example.dk",
                name=name,
                password=password,
                date_joined=working_moment(generator, first=TODAY.replace(year=TODAY.year - 1), last=TODAY),
            )
        )
        role = generator.choices(
            [Role.CASEWORKER, Role.LEADER, Role.PROVIDER_EMPLOYEE, Role.TRAINER], weights=[62, 10, 22, 6]
        )[0]
        pool = {Role.PROVIDER_EMPLOYEE: providers, Role.TRAINER: education}.get(role, municipalities)
        # a few municipalities are eager, as in life
        places.append((role, pool[min(int(generator.expovariate(0.12)), len(pool) - 1)]))
    people = User.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=place, role=role, since=person.date_joined.date())
        for person, (role, place) in zip(people, places, strict=True)
    )


def sign_in_lines() -> list[str]:
    """One line a role, for the seed to print."""
    words = dict(ROLE_CHOICES)
    lines = [f"{words[account['role']]!s:<24}{account['email']}" for account in script.read("people")["accounts"]]
    return [*lines, "", f"Kodeord til alle: {PASSWORD}  ({settings.BASE_URL}/konto/login/)"]
