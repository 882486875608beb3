"""The question bank: what can be saved, and what becomes a version."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.models import Question, QuestionVersion
from courses.querysets import AppendOnly
from grading import grade, public_view, read_question, read_response
from tests.factories.courses import CONTENT, KINDS, a_question, an_option

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_version_that_the_engine_reads(kind):
    version = a_question(kind).current
    assert version.number == 1
    assert read_question(version.data).kind == kind == version.kind
