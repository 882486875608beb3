"""Every page of the demo, for all who may see it: no accessibility violation, no sideways scroll, no broken policy."""

from __future__ import annotations

import pytest
from wagtail.models import Page as WagtailPage

from cases_library.models import CaseWork
from courses.models import Question, SelfTestPage
from hotline.models import Enquiry
from surveys.models import Survey

WIDTHS = [1280, 390]


def addresses_for(name: str) -> list[str]:
    """One address of every page type and state."""
    match name:
        case "":
            by_type = {
                page.specific_class: page.url for page in WagtailPage.objects.live().filter(depth__gt=1).specific()
            }
            return [
                *by_type.values(),
                "/borger/forbered-dig/",
                "/implementering/demo-kommune/",
                "/begreber/",
                "/begreber/praktiske-opgaver/",
                "/begreber/praktiske-opgaver/lave-mad/",
                "/sagsforloeb/sagsoplysning/",
                "/soeg/",
                "/soeg/?q=hjælpemidler",
                "/soeg/?q=støtte&fase=bestilling&pr_dato=2026-01-15",
                "/soeg/?q=xyzzyx",
                "/cases/leif/",
                "/komponenter/",
                "/konto/login/",
                "/konto/signup/",
                "/konto/password/reset/",
                "/findes-ikke/",
            ]
        case "sagsbehandler":
            work = CaseWork.objects.filter(person__email="sagsbehandler@example.dk").submitted().first()
            enquiry = Enquiry.objects.filter(asker__email="sagsbehandler@example.dk").first()
            return [
                "/",
                "/min-side/",
                "/min-side/spoergsmaal/",
                "/konto/",
                "/hotline/nyt/",
                *[page.url for page in SelfTestPage.objects.live()],
                f"/cases/sammenlign/{work.key}/",
                *([f"/min-side/spoergsmaal/{enquiry.key}/"] if enquiry else []),
                "/temadage/fra-bestilling-til-den-gode-status/",
            ]
        case "konsulent":
            newest = Enquiry.objects.order_by("-received_at").first()
            answered = Enquiry.objects.filter(status="answered").first()
            return [
                "/arbejdsbord/",
                "/arbejdsbord/hotline/",
                f"/arbejdsbord/hotline/{newest.key}/",
                f"/arbejdsbord/hotline/{answered.key}/",
                f"/arbejdsbord/hotline/{answered.key}/anonymiser/",
            ]
        case "redaktoer":
            self_test = SelfTestPage.objects.live().order_by("path").first()
            question = self_test.questions.order_by("sort_order").first().question
            desk = "/arbejdsbord/spoergsmaal/"
            return [
                desk,
                f"{desk}selvtest/{self_test.translation_key}/",
                f"{desk}selvtest/{self_test.translation_key}/{question.key}/",
                *[f"{desk}{each.key}/ret-noeglen/" for each in _with_newer_versions()[:2] or [question]],
                f"{desk}import/",
                f"{desk}eksport/",
                "/arbejdsbord/ekstra-tid/",
            ]
        case _:
            survey = Survey.objects.order_by("pk").first()
            return ["/arbejdsbord/", "/arbejdsbord/temadage/", f"/arbejdsbord/evaluering/{survey.key}/"]


def _with_newer_versions() -> list[Question]:
    return list(Question.objects.filter(versions__number__gt=1).distinct().order_by("title"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["", "sagsbehandler", "konsulent", "redaktoer", "analytiker"])
def test_every_page_can_be_used_by_everyone(new_page, axe, account, name, width):
    page = new_page(account(name) if name else None, width=width)
    for address in addresses_for(name):
        answer = page.goto(address)
        assert answer.status in (200, 404), address
        assert (answer.status == 404) == (address == "/findes-ikke/"), address
        assert page.locator("h1").count() == 1, address
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{address} is {too_wide} px too wide at {width} px"
        try:
            axe(page)
        except AssertionError as found:
            raise AssertionError(f"{address} at {width} px: {found}") from found


def test_a_narrow_phone_needs_no_sideways_scroll(new_page, account):
    page = new_page(account("sagsbehandler"), width=320)
    for address in ["/", "/min-side/", "/laering/", "/cases/leif/", "/hotline/nyt/", "/temadage/", "/komponenter/"]:
        page.goto(address)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{address} is {too_wide} px too wide"


def test_the_film_of_module_1_plays_and_resumes_where_it_stopped(new_page, account):
    address = "/laering/kend-metoden/videooplaeg/"
    page = new_page(account("leder"))
    page.goto(address)
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    page.evaluate("document.querySelector('video').currentTime = 31")
    page.wait_for_function("() => document.querySelector('video').currentTime >= 31")
    page.get_by_role("button", name="Afspil").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 32")
    with page.expect_response(lambda answer: "/position/" in answer.url):
        page.get_by_role("button", name="Pause").click()
    page.goto("/")
    page.goto(address)
    page.wait_for_function("() => document.querySelector('video').currentTime >= 31", timeout=8000)
