"""The hotline's addresses: asking, one's own questions, and the workbench."""

from django.urls import path

from hotline.views import asking, enquiry, new_answer, publishing, questions, queue

app_name = "hotline"
urlpatterns = [
    path("hotline/nyt/", asking.ask, name="ask"),
    path("hotline/forslag/", asking.suggestions, name="suggestions"),
    path("hotline/tak/<uuid:key>/", asking.thanks, name="thanks"),
    path("min-side/spoergsmaal/", questions.questions, name="questions"),
    path("min-side/spoergsmaal/<uuid:key>/", questions.question, name="question"),
    path("arbejdsbord/hotline/", queue.queue, name="queue"),
    path("arbejdsbord/hotline/nyt-svar/", new_answer.new_answer, name="new_answer"),
    path("arbejdsbord/hotline/til-godkendelse/", queue.approvals, name="approvals"),
    path("arbejdsbord/hotline/<uuid:key>/", enquiry.enquiry, name="enquiry"),
    path("arbejdsbord/hotline/<uuid:key>/tag/", enquiry.take, name="take"),
    path("arbejdsbord/hotline/<uuid:key>/laeg-tilbage/", enquiry.put_back, name="put_back"),
    path("arbejdsbord/hotline/<uuid:key>/kladde/", enquiry.save_draft, name="save_draft"),
    path("arbejdsbord/hotline/<uuid:key>/svar/", enquiry.answer, name="answer"),
    path("arbejdsbord/hotline/<uuid:key>/note/", enquiry.note, name="note"),
    path("arbejdsbord/hotline/<uuid:key>/luk/", enquiry.close, name="close"),
    path("arbejdsbord/hotline/<uuid:key>/anonymiser/", publishing.anonymise, name="anonymise"),
    path("arbejdsbord/hotline/<uuid:key>/godkend/", publishing.approve, name="approve"),
    path("arbejdsbord/hotline/<uuid:key>/offentliggoer/", publishing.publish, name="publish"),
    path("arbejdsbord/hotline/<uuid:key>/send-tilbage/", publishing.send_back, name="send_back"),
    path("arbejdsbord/hotline/<uuid:key>/offentliggjort/", publishing.published, name="published"),
]
