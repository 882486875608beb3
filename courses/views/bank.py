"""The question bank in the editors' tool: a preview that can be answered, and says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.models import FormState
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView, SnippetViewSet

from courses.forms.answers import raw_response
from courses.messages import NO_ANSWER, NO_QUESTION, TRIAL_IS_OLD, about_response
from courses.models import Question
from courses.models.bank import KIND_LABELS
from courses.models.trial import Trial, framed_by_ourselves
from grading import BadQuestion, BadResponse
from people.permissions import Permission, can

TEMPLATE = "courses/try_question.html"


@never_cache
@require_POST
def try_question(request: HttpRequest) -> HttpResponse:
    """An editor's answer in the preview, graded; or the question once more. Nothing is stored."""
    if not can(request.user, Permission.MANAGE_QUESTIONS):
        raise Http404
    try:
        trial = Trial.opened(request.POST.get("question", ""))
    except (signing.BadSignature, BadQuestion):
        return _page(request, {"faults": [TRIAL_IS_OLD]}, status=400)
    status = 200
    if request.POST.get("do") != "again":
        trial, status = _answered(trial, request)
    return _page(request, {"trial": trial, "kind_label": KIND_LABELS.get(trial.kind, ""), "fragment": True}, status)


def _answered(trial: Trial, request: HttpRequest) -> tuple[Trial, int]:
    sent = {name: request.POST.getlist(name) for name in request.POST}
    try:
        told = trial.answered(raw_response(trial.kind, request.POST))
    except BadResponse as fault:
        problem = about_response(fault, trial.kind)
        return Trial.of(trial.data, tries=trial.tries, sent=sent, problem=problem), 400
    if told.review is None:
        return Trial.of(trial.data, tries=trial.tries, sent=sent, problem=str(NO_ANSWER)), 200
    return told, 200


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    return framed_by_ourselves(render(request, TEMPLATE, context, status=status))


class FaultsShown:
    """A preview of what cannot be saved yet says what must be mended, where Wagtail would show nothing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.remove_old_preview_data()  # type: ignore[attr-defined]
        FormState.objects.update_or_create_by_instance(
            instance=self.object,  # type: ignore[attr-defined]
            parent_object_id=self.parent_object_id,  # type: ignore[attr-defined]
            user=request.user,
            defaults={"data": request.POST.urlencode(), "last_updated_at": now()},
        )
        return JsonResponse({"is_valid": True, "is_available": True})

    def error_response(self) -> HttpResponse:
        """What stands in the way; the stored question, as long as nothing has been written."""
        state = self._get_form_state()  # type: ignore[attr-defined]
        if state is None and self.object.pk:  # type: ignore[attr-defined]
            return self.object.make_preview_request(self.request, "")  # type: ignore[attr-defined]
        form = self.get_form(self._get_form_data(state))  # type: ignore[attr-defined]
        self.validate_form(form)  # type: ignore[attr-defined]
        faults = list(dict.fromkeys(sentences(form.errors.as_data()))) or [NO_QUESTION]
        return TemplateResponse(self.request, TEMPLATE, {"faults": faults})  # type: ignore[attr-defined]


def sentences(fault: Any) -> Iterator[str]:
    """Every sentence in the errors of a form, those of the blocks inside its fields too."""
    if isinstance(fault, dict):
        for inner in fault.values():
            yield from sentences(inner)
    elif isinstance(fault, list | tuple):
        for inner in fault:
            yield from sentences(inner)
    elif isinstance(fault, str):
        yield fault
    elif hasattr(fault, "as_json_data"):
        yield from _in_blocks(fault.as_json_data())
    elif hasattr(fault, "messages"):
        yield from map(str, fault.messages)


def _in_blocks(data: Any) -> Iterator[str]:
    yield from map(str, data.get("messages", []))
    for inner in (data.get("blockErrors") or {}).values() if isinstance(data.get("blockErrors"), dict) else []:
        yield from _in_blocks(inner)


class QuestionPreviewOnCreate(FaultsShown, PreviewOnCreateView):
    pass


class QuestionPreviewOnEdit(FaultsShown, PreviewOnEditView):
    pass


class QuestionViewSet(SnippetViewSet):
    """The question bank."""

    model = Question
    preview_on_add_view_class = QuestionPreviewOnCreate
    preview_on_edit_view_class = QuestionPreviewOnEdit
