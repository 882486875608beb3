"""Whatever is sent: a page that says what to do, or 400; never a broken server."""

import uuid

import pytest

from hotline.actions import publications
from tests.factories.hotline import EnquiryFactory
from tests.integration.hotline.forms import answer_form, at, publication_form

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STRANGE = ["", "x", "-1", "NaN", "1e999", "٣", "9" * 20, "\x00", "[]", "{}", "None", "0x10", "1.5"]
FORMS = {
    "tag/": {"version": "1"},
    "laeg-tilbage/": {"version": "1"},
    "luk/": {"version": "1"},
    "kladde/": {"text": "a", "draft_version": "0"},
    "svar/": answer_form(),
    "note/": {"note-text": "a", "note-submission_key": str(uuid.uuid4())},
    "offentliggoer/": {"version": "1"},
    "send-tilbage/": {"comment": "a"},
}


@pytest.mark.parametrize("step", FORMS)
def test_malformed_values_are_refused_and_never_break(signed_in, colleague, enquiry, waiting, step):
    client = signed_in(colleague)
    for name in FORMS[step]:
        for value in STRANGE:
            status = client.post(at(enquiry, step), FORMS[step] | {name: value}).status_code
            assert status in (200, 302, 400, 409), (name, value, status)
            if "version" in name or "key" in name:
                assert status in (400, 409, 302), (name, value, status)
    for body in (
        b"",
        b"%",
        b"text=%ff%fe",
        b"text=%ed%a0%80&version=%ed%a0%80",
        b"\xff" * 50,
        b"version=1&version=2",
        b"=" * 3000,
    ):
        posted = client.post(at(enquiry, step), body, content_type="application/x-www-form-urlencoded")
        assert posted.status_code < 500
    assert client.post(at(enquiry, step), b"{", content_type="application/json").status_code < 500
    assert client.post(at(enquiry, step), b"--x", content_type="multipart/form-data; boundary=x").status_code < 500


def test_malformed_publications_are_refused_and_never_break(signed_in, consultant, enquiry, begun):
    client = signed_in(consultant)
    finding = publications.findings_of(begun)[0]
    fields = ["version", "title", "question_text", "short", "answer_text", "phases", "go", f"words-{finding.id}"]
    for name in [*fields, f"choice-{finding.id}", "choice-unknown"]:
        for value in STRANGE:
            form = publication_form(enquiry) | {"go": "save", name: value}
            assert client.post(at(enquiry, "anonymiser/"), form).status_code < 500, (name, value)
    form = publication_form(enquiry) | {f"choice-{finding.id}": "publish"}
    assert client.post(at(enquiry, "anonymiser/"), form).status_code == 400


def test_malformed_questions_are_refused_and_never_break(signed_in, provider_employee):
    client, asker = signed_in(provider_employee), EnquiryFactory(asker=provider_employee)
    good = {"text": "Hvad gør vi?", "phase": "", "may_publish": "ja", "submission_key": str(uuid.uuid4())}
    for address in ("/hotline/nyt/", "/hotline/forslag/", f"/min-side/spoergsmaal/{asker.key}/"):
        for name in good:
            for value in STRANGE:
                assert client.post(address, good | {name: value}).status_code in (200, 302, 400), (address, name, value)
        for query in ("?emne=%00", "?emne=" + "x" * 9000, "?side=NaN", "?sendt[]=1"):
            assert client.get(address + query).status_code in (200, 400, 405)
    assert client.post("/hotline/nyt/", good | {"submission_key": "ikke-en-nøgle"}).status_code == 400
