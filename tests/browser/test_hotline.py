"""Journey 2: a provider asks, a consultant answers, a colleague approves, and anyone finds it. In a real browser."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from hotline.actions import enquiries, publications
from hotline.models import Enquiry, Publication
from hotline.rules.anonymise import Choice, Decision
from notifications.models import Mail
from people.rules import Role
from search.outbox import carry_out_due
from tests.browser.waiting import socket_opened, stop_the_clock
from tests.factories.hotline import EnquiryFactory, answer_index, published_answer
from tests.factories.people import person_with

QUESTION = (
    "Min leder, Anne Friis, er i tvivl. Tæller rollatoren med, når vi vurderer Gå og bevæge sig? Ring på 12 34 56 78."
)
WIDTHS = (1280, 390)


def fits(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{page.url} is {wide} wide"


@pytest.fixture(scope="session")
def answers(world):
    """The list of published answers."""
    answer_index()


def test_journey_2_from_the_question_to_an_answer_that_anyone_finds(new_page, answers, axe):
    asker = person_with(Role.PROVIDER_EMPLOYEE, name="Berit Dam")
    maja, peter = (person_with(Role.HOTLINE_CONSULTANT, name=name) for name in ("Maja Lund", "Peter Skov"))

    desk = new_page(maja)
    with socket_opened(desk):
        desk.goto("/arbejdsbord/hotline/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Henvendelser")
    expect(desk.get_by_text("Tæller rollatoren med")).to_have_count(0)

    # the provider asks; the personal number is stopped with the text kept
    ask = new_page(asker)
    ask.goto("/hotline/nyt/")
    ask.get_by_label("Hvad vil du spørge om?").fill("Borgeren, 010180-1234, går selv. " + QUESTION)
    ask.get_by_role("button", name="Send spørgsmål").click()
    expect(ask.get_by_role("button", name="Fjern nummeret").first).to_be_visible()
    assert not Enquiry.objects.filter(asker=asker).exists()
    ask.get_by_label("Hvad vil du spørge om?").fill(QUESTION)
    ask.get_by_role("button", name="Send spørgsmål").click()
    expect(ask.get_by_role("heading", level=1)).to_contain_text("Tak. Dit spørgsmål er H-")
    enquiry = Enquiry.objects.get(asker=asker)
    with socket_opened(ask):
        ask.get_by_role("link", name="Se dit spørgsmål").click()
    expect(ask.get_by_text("Modtaget")).to_be_visible()

    # the consultant's open queue shows it without reloading
    item = desk.get_by_role("link", name=re.compile("Tæller rollatoren med"))
    expect(item).to_be_visible()
    item.click()
    desk.get_by_role("button", name="Tag henvendelsen").click()
    expect(desk.get_by_role("status").filter(has_text="Henvendelsen er din.")).to_be_focused()

    # answers, and the asker's open page shows it without reloading
    desk.get_by_label("Dit svar").fill("Ja. Et hjælpemiddel tæller med i Aktivitet og deltagelse.")
    desk.get_by_role("button", name="Send svaret").click()
    expect(desk.get_by_text("Svaret er sendt.")).to_be_visible()
    expect(ask.get_by_text("Et hjælpemiddel tæller med")).to_be_visible()

    # anonymises: nothing is sent before every finding has a decision
    desk.get_by_role("button", name="Anonymisér").click()
    expect(desk.get_by_role("heading", name=re.compile("2 fund, 2 mangler"))).to_be_visible()
    axe(desk)
    desk.get_by_label("Svaret i én sætning").fill("Ja, en rollator er et hjælpemiddel og tæller med.")
    desk.get_by_role("button", name="Send til godkendelse").click()
    expect(desk.get_by_role("alert").first).to_be_focused()
    for name, choice in (("Anne Friis", "Fjern"), ("12 34 56 78", "Fjern")):
        desk.get_by_role("group", name=f"Beslutning for {name}").get_by_role("radio", name=choice).check()
    desk.get_by_role("button", name="Send til godkendelse").click()
    expect(desk.get_by_text("Du kan ikke godkende dit eget arbejde.")).to_be_visible()
    expect(desk.get_by_role("button", name="Godkend og offentliggør")).to_have_count(0)

    # a colleague approves
    second = new_page(peter)
    second.goto("/arbejdsbord/hotline/til-godkendelse/")
    second.get_by_role("link", name=re.compile("Tæller rollatoren med")).click()
    expect(second.get_by_role("button", name="Godkend og offentliggør")).to_be_visible()
    axe(second)
    second.get_by_role("button", name="Godkend og offentliggør").click()
    expect(second.get_by_text("Svaret er offentligt.")).to_be_visible()

    # the asker has the mail, and anyone finds the answer
    subjects = Mail.objects.filter(person=asker).order_by("pk").values_list("subject", flat=True)
    assert list(subjects)[-1] == f"Svaret på dit spørgsmål {enquiry.label} er nu offentligt"
    anyone = new_page()
    anyone.goto("/soeg/?q=rollator")
    anyone.get_by_role("link", name=re.compile("Tæller rollatoren med")).first.click()
    expect(anyone.get_by_role("heading", level=1)).to_contain_text("Tæller rollatoren med")
    expect(anyone.get_by_text("Ja, en rollator er et hjælpemiddel")).to_be_visible()
    assert "Anne Friis" not in anyone.content()
    assert "12 34 56 78" not in anyone.content()


def test_while_one_writes_answers_are_suggested_but_not_with_a_personal_number(new_page, answers):
    published_answer("Regnes kørestolen med i niveauet?", short="Ja, kørestolen er et hjælpemiddel.")
    carry_out_due()
    page = new_page(person_with(Role.CASEWORKER))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if "forslag" in request.url else None)
    page.goto("/hotline/nyt/")
    box = page.get_by_label("Hvad vil du spørge om?")
    box.press_sequentially("Borgeren 010180-1234 bruger kørestol", delay=5)
    page.wait_for_timeout(1500)
    assert not [body for body in asked if "1234" in body]
    box.fill("Skal kørestolen regnes med i niveauet?")
    expect(page.get_by_text("Regnes kørestolen med i niveauet?").first).to_be_visible()


def test_the_draft_is_saved_while_one_writes(new_page, answers):
    enquiry, consultant = EnquiryFactory(), person_with(Role.HOTLINE_CONSULTANT)
    page = new_page(consultant)
    page.goto(f"/arbejdsbord/hotline/{enquiry.key}/")
    page.get_by_label("Dit svar").press_sequentially("Næsten færdigt", delay=5)
    expect(page.get_by_text(re.compile("Gemt kl"))).to_be_visible()
    stop_the_clock(page)
    with page.expect_response(lambda answer: "kladde" in answer.url and answer.ok):
        page.get_by_label("Dit svar").press_sequentially(" svar", delay=5)
        page.clock.run_for(2000)
    assert Enquiry.objects.get(pk=enquiry.pk).draft.text == "Næsten færdigt svar"
    page.reload()
    expect(page.get_by_label("Dit svar")).to_have_value("Næsten færdigt svar")


@pytest.fixture(scope="module")
def shown(answers, django_db_blocker):
    """People and things so that every page and state of the hotline can be opened."""
    with django_db_blocker.unblock():
        asker, editor = person_with(Role.PROVIDER_EMPLOYEE), person_with(Role.EDITOR)
        maja, peter = (person_with(Role.HOTLINE_CONSULTANT) for _ in range(2))
        new = EnquiryFactory(asker=asker, subject="Et meget langt spørgsmål om " + "støttebehov og funktionsevne " * 4)
        late = EnquiryFactory(asker=asker, due_at=new.received_at - dt.timedelta(days=2))
        awaiting = EnquiryFactory(asker=asker)
        enquiries.take(enquiry=late, by=maja)
        enquiries.ask_back(enquiry=awaiting, text="Hvilket tema?", by=maja, submission_key=uuid.uuid4())
        done = [EnquiryFactory(asker=asker, text=QUESTION) for _ in range(3)]
        for enquiry in done:
            enquiries.answer(enquiry=enquiry, text="Ja. Skriv til a@b.dk.", by=maja, submission_key=uuid.uuid4())
        begun, waiting, out = (publications.begin(enquiry=Enquiry.objects.get(pk=e.pk), by=maja) for e in done)
        for publication in (waiting, out):
            send(publication, by=maja)
        page = publications.approve(publication=out, by=peter)
        old = published_answer(
            f"Et gammelt svar {uuid.uuid4().hex[:6]}?", valid_to=dt.date(2026, 6, 30), superseded_by=page
        )
        return {
            "asker": asker, "maja": maja, "peter": peter, "editor": editor, "new": new, "late": late,
            "awaiting": awaiting, "begun": begun.enquiry, "waiting": waiting.enquiry, "out": out.enquiry,
            "page": page, "old": old,
        }  # fmt: skip


def send(publication: Publication, by) -> None:
    found = publications.findings_of(publication)
    publications.prepare(
        publication=publication,
        title=publication.title,
        short="Ja, rollatoren tæller med.",
        question_text=publication.question_text,
        answer_text=publication.answer_text,
        phases=[],
        decisions={finding.id: Decision(Choice.REMOVE) for finding in found},
        version=publication.version,
        by=by,
    )
    publications.submit(publication=publication, by=by)


PUBLIC = [
    "/spoergsmaal-og-svar/",
    "/spoergsmaal-og-svar/?fase=bestilling",
    "/hotline/nyt/",
    "/hotline/nyt/?emne=delmål+ved+støtte",
]
OWN = ["", "{new}/", "{awaiting}/", "{out}/"]
DESK = [
    "", "?vis=mine", "?vis=afventer", "?vis=alle", "til-godkendelse/", "{new}/", "{late}/", "{awaiting}/", "{begun}/",
    "{begun}/anonymiser/", "{waiting}/anonymiser/", "{waiting}/godkend/", "{out}/godkend/", "{out}/offentliggjort/",
]  # fmt: skip


def keys(shown) -> dict[str, str]:
    return {name: str(thing.key) for name, thing in shown.items() if isinstance(thing, Enquiry)}


def visit(page: Page, address: str, axe) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    axe(page)
    fits(page)
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_the_public_pages_are_for_everybody(new_page, axe, shown, width):
    page = new_page(width=width)
    for address in [*PUBLIC, shown["page"].url, shown["old"].url]:
        visit(page, address, axe)
    expect(page.get_by_text("Gjaldt til 30. juni 2026.")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_ones_own_pages_are_for_everybody(new_page, axe, shown, width):
    page = new_page(shown["asker"], width=width)
    for address in OWN:
        visit(page, "/min-side/spoergsmaal/" + address.format(**keys(shown)), axe)
    visit(page, "/hotline/tak/{new}/".format(**keys(shown)), axe)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_workbench_is_for_everybody(new_page, axe, shown, width):
    page = new_page(shown["maja"], width=width)
    for address in DESK:
        visit(page, "/arbejdsbord/hotline/" + address.format(**keys(shown)), axe)
    editor = new_page(shown["editor"], width=width)
    visit(editor, "/arbejdsbord/hotline/{waiting}/godkend/".format(**keys(shown)), axe)


@pytest.mark.parametrize("width", WIDTHS)
def test_errors_and_conflicts_are_for_everybody_too(new_page, axe, shown, width):
    page = new_page(shown["asker"], width=width)
    page.goto("/hotline/nyt/")
    page.get_by_role("button", name="Send spørgsmål").click()
    expect(page.get_by_role("alert").first).to_be_focused()
    axe(page)
    page.get_by_label("Hvad vil du spørge om?").fill("Borgeren er 010180-1234.")
    expect(page.get_by_role("button", name="Fjern nummeret").first).to_be_visible()
    axe(page)
    fits(page)

    desk = new_page(shown["peter"], width=width)
    desk.goto("/arbejdsbord/hotline/{new}/".format(**keys(shown)))
    version = shown["new"].draft.version if hasattr(shown["new"], "draft") else 0
    enquiries.save_draft(enquiry=shown["new"], text=f"Majas udgave {width}", version=version, by=shown["maja"])
    desk.get_by_label("Dit svar").fill("Peters udgave")
    desk.get_by_role("button", name="Gem kladde").click()
    expect(desk.get_by_role("alert").first).to_contain_text("har gemt en nyere udgave. Sammenlign.")
    expect(desk.get_by_label("Dit svar")).to_have_value("Peters udgave")
    expect(desk.get_by_text(f"Majas udgave {width}")).to_be_visible()
    axe(desk)
    fits(desk)


def test_a_question_can_be_asked_without_a_script(new_page, answers):
    asker = person_with(Role.PROVIDER_EMPLOYEE)
    page = new_page(asker, java_script_enabled=False)
    page.goto("/hotline/nyt/")
    page.get_by_label("Hvad vil du spørge om?").fill("Borgeren, 010180-1234, går selv. Tæller stokken med?")
    page.get_by_role("button", name="Send spørgsmål").click()
    page.get_by_role("button", name="Fjern nummeret").click()
    expect(page.get_by_label("Hvad vil du spørge om?")).to_have_value("Borgeren, går selv. Tæller stokken med?")
    page.get_by_role("button", name="Send spørgsmål").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tak. Dit spørgsmål er H-")
