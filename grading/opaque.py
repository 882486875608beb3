"""Ids that tell nothing."""

import hashlib
import hmac

from grading.placeholders import with_placeholders
from grading.strict_json import Json

_PLACED = ("gaps", "parts")  # rows that stand in the text as [[id]]


def with_opaque_ids(data: dict[str, Json], *, secret: str) -> dict[str, Json]:
    """The same question data with every id replaced by 16 hex digits that only the secret explains.

    For content whose ids were written to be read ("1", "2", "3" in an order question is its key). The ids of all
    rows are replaced, with what points at them: a pair's or a gap's `right_id`, and the [[id]] in a text; in the
    questions that a question is made of too. The secret is the server's, with something of the question's own added;
    the same secret gives the same ids again.
    """

    def opaque(row_id: str) -> str:
        return hmac.new(secret.encode(), row_id.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()[:16]

    def relabelled(row: Json) -> Json:
        if not isinstance(row, dict):
            return row
        return {name: member(name, value) for name, value in row.items()}

    def member(name: str, value: Json) -> Json:
        if name in {"id", "right_id"} and isinstance(value, str):
            return opaque(value)
        if name == "question" and isinstance(value, dict):
            return with_opaque_ids(value, secret=secret)
        return value

    placed = {row["id"] for name in _PLACED for row in _rows(data.get(name)) if isinstance(row.get("id"), str)}

    def field(name: str, value: Json) -> Json:
        if isinstance(value, list):
            return [relabelled(row) for row in value]
        if name == "text" and isinstance(value, str):
            return with_placeholders(value, lambda found: opaque(found) if found in placed else found)
        return value

    return {name: field(name, value) for name, value in data.items()}


def _rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
