"""What SQL can say and Django cannot yet, for both databases."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import FloatField, Func, Lookup, Value

SQL = tuple[str, list[Any]]
IN_LIST, IN_ARRAY = " IN (SELECT value FROM json_each(%s))", " = ANY(%s)"


class Among(Lookup[Any]):
    """Whether a whole number is one of many: `filter(Among(F("pk"), ids))`.

    They are sent as one value. Preparing and sending each by itself, as `__in` does, costs more than finding 300 rows.
    """

    def get_prep_lookup(self) -> list[int]:
        return [int(each) for each in self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> SQL:
        lhs, params = self.process_lhs(compiler, connection)
        return lhs + IN_LIST, [*params, json.dumps(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> SQL:
        lhs, params = self.process_lhs(compiler, connection)
        return lhs + IN_ARRAY, [*params, self.rhs]


class DaysSince(Func):
    """Days from the moment in a column until `now`: a number, where a moment of each row would have to be read."""

    output_field = FloatField()

    def __init__(self, moment: str, now: dt.datetime) -> None:
        super().__init__(Value(now), moment)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s))", arg_joiner=") - julianday(")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(EPOCH FROM %(expressions)s)::double precision / 86400)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ")
