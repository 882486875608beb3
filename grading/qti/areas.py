"""Areas of a picture: whether a point lies in one. The edge belongs to the area."""

from collections.abc import Callable
from typing import TypeAlias

from grading.qti.values import Number, read_number

Point: TypeAlias = tuple[Number, Number]
Inside: TypeAlias = Callable[[Point], bool]

_MOST_CORNERS = 500


def read_area(shape: str, coords: str) -> Inside:
    """A test for points. Coordinates as in HTML image maps. Raises ValueError when there is no such area."""
    numbers = [read_number(part) for part in coords.replace(",", " ").split()]
    if shape == "default":
        return lambda point: True
    if shape == "circle" and len(numbers) == 3:
        return _ellipse(numbers[0], numbers[1], numbers[2], numbers[2])
    if shape == "ellipse" and len(numbers) == 4:
        return _ellipse(*numbers)
    if shape == "rect" and len(numbers) == 4:
        return _rectangle(*numbers)
    if shape in ("poly", "polygon") and len(numbers) >= 6 and len(numbers) % 2 == 0:
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        if len(corners) <= _MOST_CORNERS:
            return _polygon(corners)
    raise ValueError("no such area")


def _rectangle(left: Number, top: Number, right: Number, bottom: Number) -> Inside:
    left, right = min(left, right), max(left, right)
    top, bottom = min(top, bottom), max(top, bottom)
    return lambda point: left <= point[0] <= right and top <= point[1] <= bottom


def _ellipse(x: Number, y: Number, width: Number, height: Number) -> Inside:
    if width <= 0 or height <= 0:
        raise ValueError("no such area")

    def inside(point: Point) -> bool:
        across, down = (point[0] - x) * height, (point[1] - y) * width
        return across * across + down * down <= (width * height) ** 2

    return inside


def _polygon(corners: list[Point]) -> Inside:
    sides = list(zip(corners, corners[1:] + corners[:1], strict=True))

    def inside(point: Point) -> bool:
        """Even-odd rule: a ray to the right crosses the sides an odd number of times."""
        x, y = point
        odd = False
        for (x1, y1), (x2, y2) in sides:
            # Twice the area of the triangle side-point: its sign says on which hand the point is.
            turn = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if turn == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
                return True
            if (y1 > y) != (y2 > y) and (turn > 0) == (y2 > y1):
                odd = not odd
        return odd

    return inside
