"""Two theme days: one that has been, with its filled-in survey, and one that is open."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from django.utils import timezone

from people.models import User
from people.rules import Role
from portal.demo import script
from portal.demo.seed.chance import TODAY, chance, key, working_moment
from portal.site import publish_under
from surveys.actions import surveys
from surveys.models import Invitation, Sheet, Survey
from surveys.rules import QuestionKind
from themedays.models import OnlineLink, Registration, ThemeDayIndexPage, ThemeDayPage, Workshop
from themedays.rules import Place

TOOK_PART = 112
ANSWERED = 78
SIGNED_UP = 97  # for the day to come
# How the four statements were answered, from 1 to 5; and who is a little less content.
WEIGHTS = [(1, 3, 9, 38, 27), (0, 2, 6, 33, 37), (3, 9, 17, 31, 17), (1, 5, 14, 34, 22)]
SKIPS_ONE_IN = 60


def seed(accounts: dict[str, User]) -> None:
    text = script.read("themedays")
    index = ThemeDayIndexPage.objects.get()
    past_text, open_text = text["days"]
    survey = _survey(text["survey"], past_text)
    past = _day(index, past_text, survey)
    coming = _day(index, open_text, None)
    OnlineLink.objects.create(day=past, url="https://moede.example.dk/samme-niveau")
    OnlineLink.objects.create(day=coming, url="https://moede.example.dk/den-gode-status")
    _past_life(past, survey, accounts, text["survey"])
    _coming_life(coming, accounts)


def _moment(day: dt.date, time: str) -> dt.datetime:
    hour, _, minute = time.partition(".")
    return timezone.make_aware(dt.datetime.combine(day, dt.time(int(hour), int(minute or 0))))


def _survey(text: dict[str, Any], day: dict[str, Any]) -> Survey:
    questions = [(QuestionKind.STATEMENT, item["text"]) for item in text["statements"]]
    questions += [(QuestionKind.TEXT, item["prompt"]) for item in text["questions"]]
    return surveys.create(
        title=f"{text['title']}: {day['title']}",
        intro=text["lead"],
        opens_at=_moment(day["date"], day["ends"]),
        closes_at=_moment(dt.date(2026, 12, 31), "23.59"),
        questions=questions,
    )


def _day(index: ThemeDayIndexPage, text: dict[str, Any], survey: Survey | None) -> ThemeDayPage:
    page = ThemeDayPage(
        title=text["title"],
        slug=text["slug"],
        lead=text["lead"],
        starts_at=_moment(text["date"], text["starts"]),
        ends_at=_moment(text["date"], text["ends"]),
        registration_deadline=text["deadline"],
        seats=text["seats"],
        online=text["virtual"],
        audiences=text["audiences"],
        programme=[
            ("row", {"time": row["time"], "title": row["title"], "text": row.get("text", ""), "kind": row["kind"]})
            for row in text["programme"]
        ],
        about=script.blocks(text["about"]),
        materials=[
            ("material", {"title": item["title"], "text": item["text"], "document": None, "url": ""})
            for item in text["materials"]
        ],
        survey=survey,
    )
    page.workshops = [
        Workshop(sort_order=place, **{name: item[name] for name in ("slot", "title", "text", "seats")})
        for place, item in enumerate(text["workshops"])
    ]
    return publish_under(index, page)


def _past_life(day: ThemeDayPage, survey: Survey, accounts: dict[str, User], text: dict[str, Any]) -> None:
    """Those who took part were asked, and most answered. The demo's caseworker has not answered yet."""
    generator = chance("past day")
    crowd = list(User.objects.with_role(Role.CASEWORKER, Role.LEADER).order_by("pk"))
    crowd.remove(accounts["sagsbehandler"])
    few = list(User.objects.with_role(Role.TRAINER).order_by("pk"))[:3]  # so few that the report must hide them
    some = list(User.objects.with_role(Role.PROVIDER_EMPLOYEE).order_by("pk"))[1:9]
    guests = [*few, *some]
    people = [accounts["sagsbehandler"], *guests, *generator.sample(crowd, TOOK_PART - 1 - len(guests))]
    _register(generator, day, people, first=dt.date(2026, 6, 1), last=dt.date(2026, 8, 27))
    Registration.objects.filter(day=day).update(survey_opened_at=survey.opens_at)
    Invitation.objects.bulk_create(
        Invitation(survey=survey, person=person, invited_at=survey.opens_at, answered=0 < place <= ANSWERED)
        for place, person in enumerate(people)
    )
    _sheets(generator, survey, people[1 : ANSWERED + 1], text["comments"])


def _sheets(generator: random.Random, survey: Survey, people: list[User], comments: dict[str, list[str]]) -> None:
    statements = list(survey.questions.statements().order_by("order"))
    texts = list(survey.questions.texts().order_by("order"))
    said = [list(comments["takeaway"]), list(comments["improve"])]
    sheets = []
    for place, person in enumerate(people):
        answers: dict[str, Any] = {}
        for question, weights in zip(statements, WEIGHTS, strict=True):
            if generator.randrange(SKIPS_ONE_IN):
                answer = generator.choices(range(1, 6), weights=weights)[0]
                answers[str(question.key)] = 2 if place == 0 else answer  # one of the guests was less content
        for question, left in zip(texts, said, strict=True):
            if left and generator.random() < 0.45:
                answers[str(question.key)] = left.pop(generator.randrange(len(left)))
        role = person.membership.role if person.membership else ""
        sheets.append(Sheet(id=key(generator), survey=survey, group=role, answers=answers))
    Sheet.objects.bulk_create(sheets)


def _coming_life(day: ThemeDayPage, accounts: dict[str, User]) -> None:
    generator = chance("coming day")
    crowd = User.objects.with_role(Role.CASEWORKER, Role.LEADER, Role.PROVIDER_EMPLOYEE).order_by("pk")
    taken = {accounts[name].pk for name in ("sagsbehandler", "udfoerer", "leder")}  # they can still try it
    people = generator.sample([person for person in crowd if person.pk not in taken], SIGNED_UP)
    _register(generator, day, people, first=dt.date(2026, 10, 15), last=TODAY)


def _register(
    generator: random.Random, day: ThemeDayPage, people: list[User], *, first: dt.date, last: dt.date
) -> None:
    """Everybody has a seat; the workshops fill up one after the other, and the last to come choose none."""
    workshops = list(day.workshops.order_by("sort_order"))
    left = {workshop.pk: workshop.seats for workshop in workshops}
    moments = sorted(working_moment(generator, first=first, last=last) for _person in people)
    rows = []
    for person, moment in zip(people, moments, strict=True):
        wanted = [workshop for workshop in workshops if left[workshop.pk]]
        workshop = generator.choice(wanted) if wanted and generator.random() < 0.92 else None
        if workshop:
            left[workshop.pk] -= 1
        rows.append(
            Registration(
                key=key(generator),
                day=day,
                person=person,
                place=Place.SEAT,
                workshop=workshop,
                workshop_place=Place.SEAT if workshop else "",
                workshop_chosen_at=moment if workshop else None,
                created_at=moment,
                created_by=person,
                submission_key=key(generator),
            )
        )
    Registration.objects.bulk_create(rows)
