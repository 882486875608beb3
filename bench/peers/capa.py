"""Open edX capa as a process of its own: reads one JSON request a line, writes one JSON answer a line.

{"xml", "answers": [...], "seconds"} gives {"scores": [0..1, ...], "rate"}; an answer is what a browser would send.
The problem is read once. What is measured is `get_grade_from_current_answers`, the grading itself: no history is kept
and nothing is rendered, which is the fastest way capa can be asked.
"""

import gettext
import json
import sys
from types import SimpleNamespace

import django
from django.conf import settings

settings.configure(USE_I18N=False, SECRET_KEY="bench", STATIC_URL="/static/")
django.setup()

from xblocks_contrib.problem.capa.capa_problem import LoncapaProblem, LoncapaSystem  # noqa: E402

from bench.timing import rate  # noqa: E402


def system() -> LoncapaSystem:
    return LoncapaSystem(
        ajax_url="/",
        anonymous_student_id="student",
        cache=None,
        can_execute_unsafe_code=lambda: False,
        get_python_lib_zip=lambda: None,
        DEBUG=False,
        i18n=gettext.NullTranslations(),
        render_template=lambda template, context: "<div/>",
        resources_fs=None,
        seed=0,
        xqueue=None,
    )


def answered(request: dict) -> dict:
    block = SimpleNamespace(
        location="block-v1:bench", runtime=SimpleNamespace(publish=lambda *told: None), scope_ids=None
    )
    problem = LoncapaProblem(request["xml"], id="1", seed=1, capa_system=system(), capa_block=block)
    (responder,) = problem.responders.values()
    (answer_id,) = responder.answer_ids
    cases = [{answer_id: answer} for answer in request["answers"]]
    marks = [problem.get_grade_from_current_answers(case) for case in cases]
    scores = [float(mark.get_npoints(answer_id)) for mark in marks]
    return {
        "scores": scores,
        "rate": rate(problem.get_grade_from_current_answers, cases, seconds=request["seconds"]),
    }


for line in sys.stdin:
    print(json.dumps(answered(json.loads(line))), flush=True)
