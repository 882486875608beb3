"""Ids that tell nothing."""

import hashlib
import hmac

from grading.strict_json import Json


def with_opaque_ids(data: dict[str, Json], *, secret: str) -> dict[str, Json]:
    """The same question data with every id replaced by 16 hex digits that only the secret explains.

    For content whose ids were written to be read ("1", "2", "3" in an order question is its key). The secret
    is the server's, with something of the question's own added; the same secret gives the same ids again.
    """

    def opaque(row_id: Json) -> Json:
        if not isinstance(row_id, str):
            return row_id
        return hmac.new(secret.encode(), row_id.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]

    def relabelled(row: Json) -> Json:
        if not isinstance(row, dict):
            return row
        return {name: opaque(value) if name in {"id", "right_id"} else value for name, value in row.items()}

    return {
        name: [relabelled(row) for row in value] if isinstance(value, list) else value for name, value in data.items()
    }
