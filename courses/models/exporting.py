"""Questions of the bank as a file for other systems. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images import get_image_model

from courses.models.bank import Question, QuestionTag, QuestionVersion
from grading.imported import Loss
from grading.moodle import Exporting, write_gift, write_xml
from grading.qti.writing import write_package

MOST_PICTURES = 15_000_000  # bytes in all


@dataclass(frozen=True)
class ExportedFile:
    """The file, and what of each question it could not carry."""

    content: bytes
    content_type: str
    suffix: str
    losses: tuple[tuple[Question, tuple[Loss, ...]], ...]

    @property
    def lossy(self) -> list[tuple[Question, tuple[Loss, ...]]]:
        return [row for row in self.losses if row[1]]

    @property
    def kept(self) -> int:
        """How many questions are in the file at all."""
        return sum(all(loss.reason != "kind_not_in_format" for loss in losses) for _, losses in self.losses)


def export_file(questions: Iterable[Question], file_format: str) -> ExportedFile:
    """The newest version of each, in order. `file_format` is qti, moodle or gift."""
    questions = list(questions)
    versions = QuestionVersion.objects.current().filter(question__in=questions)
    data = {version.question_id: version.data for version in versions}
    rows = [(question, data[question.pk]) for question in questions]
    tags: dict[int, list[str]] = {question.pk: [] for question in questions}
    tagged = QuestionTag.objects.filter(content_object__in=questions).order_by("tag__name")
    for question_id, tag in tagged.values_list("content_object_id", "tag__name"):
        tags[question_id].append(tag)
    if file_format == "qti":
        package = write_package(
            [(question.title, each) for question, each in rows], pictures=_pictures([each for _, each in rows])
        )
        lost_tags = (Loss("not_kept", {"field": "tags"}),)
        losses = [
            (*lost, *(lost_tags if tags[question.pk] else ()))
            for (question, _), lost in zip(rows, package.losses, strict=True)
        ]
        return ExportedFile(
            package.data, "application/zip", "zip", tuple(zip(questions, map(tuple, losses), strict=True))
        )
    exporting = [Exporting(question.title, each, tags=tuple(tags[question.pk])) for question, each in rows]
    written = write_xml(exporting) if file_format == "moodle" else write_gift(exporting)
    content_type, suffix = ("application/xml", "xml") if file_format == "moodle" else ("text/plain", "gift")
    return ExportedFile(
        written.text.encode(),
        f"{content_type}; charset=utf-8",
        suffix,
        tuple(zip(questions, written.losses, strict=True)),
    )


def _pictures(data: Iterable[dict[str, object]]) -> dict[str, bytes]:
    """The files of the questions' pictures, by their keys, until there are too many."""
    keys = {str(image["key"]) for each in data for image in _images(each)}
    found: dict[str, bytes] = {}
    size = 0
    for image in get_image_model().objects.filter(file_hash__in=keys).order_by("pk"):
        if image.file_hash in found or size + (image.file_size or 0) > MOST_PICTURES:
            continue
        with image.open_file() as file:
            found[image.file_hash] = file.read()
        size += len(found[image.file_hash])
    return found


def _images(data: dict[str, object]) -> list[dict[str, object]]:
    inner = [part["question"] for part in data.get("parts", [])]  # type: ignore[attr-defined,index]
    return [each["image"] for each in (data, *inner) if "image" in each]  # type: ignore[misc,index]
