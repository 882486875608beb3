"""Areas of an image and the points in them, exactly: whole coordinates, whole-number arithmetic, no rounding.

Source: QTI 2.2 information model, `shape` and `coords` (the same in 3.0), which take HTML's meaning of them:
rect     left, top, right, bottom; corners given the other way round are turned (HTML, "image maps")
circle   centre x, centre y, radius
ellipse  centre x, centre y, horizontal radius, vertical radius
poly     x, y of each corner, at least three; closed by itself, a last corner equal to the first does no harm;
         inside is even-odd, as in HTML
default  the whole image, no coordinates
A point on the border is inside. `overlaps` says whether two areas have a point of the plane in common, so areas that
only touch do overlap; it is exact for every pair of shapes. (x, y) count from the upper left corner.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

Point: TypeAlias = tuple[int, int]
Edge: TypeAlias = tuple[Point, Point]
MOST_COORDS = 200  # 100 corners: two such areas are compared in 10,000 steps at most


@dataclass(frozen=True)
class Bounds:
    """The least upright rectangle around an area, border included."""

    left: int
    top: int
    right: int
    bottom: int

    def contains(self, x: int, y: int) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: "Bounds") -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


class Shape(ABC):
    """An area."""

    @abstractmethod
    def contains(self, x: int, y: int) -> bool:
        """Whether the point is inside or on the border."""

    @abstractmethod
    def overlaps(self, other: "Shape") -> bool:
        """Whether some point is in both."""

    @abstractmethod
    def inside(self, width: int, height: int) -> bool:
        """Whether all of it lies in 0..width, 0..height."""

    @property
    @abstractmethod
    def flat(self) -> bool:
        """Whether it has no width or no height."""


@dataclass(frozen=True)
class WholeImage(Shape):
    """`default`."""

    def contains(self, x: int, y: int) -> bool:
        return True

    def overlaps(self, other: Shape) -> bool:
        return True

    def inside(self, width: int, height: int) -> bool:
        return True

    @property
    def flat(self) -> bool:
        return False


class Bounded(Shape):
    """An area with an end."""

    @property
    @abstractmethod
    def bounds(self) -> Bounds: ...

    def inside(self, width: int, height: int) -> bool:
        image = Bounds(0, 0, width, height)
        return image.contains(self.bounds.left, self.bounds.top) and image.contains(
            self.bounds.right, self.bounds.bottom
        )

    @property
    def flat(self) -> bool:
        return self.bounds.left == self.bounds.right or self.bounds.top == self.bounds.bottom

    def overlaps(self, other: Shape) -> bool:
        if not isinstance(other, Bounded):
            return other.overlaps(self)
        return self.bounds.meets(other.bounds) and self._touches(other)

    @abstractmethod
    def _touches(self, other: "Bounded") -> bool:
        """`overlaps`, asked when the bounds meet."""


@dataclass(frozen=True)
class Oval(Bounded):
    """An upright ellipse; a circle when both radii (at least 1) are the same."""

    x: int
    y: int
    rx: int
    ry: int

    @cached_property
    def bounds(self) -> Bounds:
        return Bounds(self.x - self.rx, self.y - self.ry, self.x + self.rx, self.y + self.ry)

    def contains(self, x: int, y: int) -> bool:
        across, down = (x - self.x) * self.ry, (y - self.y) * self.rx
        return across * across + down * down <= (self.rx * self.ry) ** 2

    def _touches(self, other: Bounded) -> bool:
        if isinstance(other, Oval):
            return not _apart(self, other)
        return other._touches(self)

    def reaches(self, edge: Edge) -> bool:
        """Whether the edge has a point in common with it.

        Stretched by `ry` across and `rx` down the oval is a circle of radius `rx * ry` around the origin, and whole
        numbers stay whole; then the nearest point of the edge decides.
        """
        (ax, ay), (bx, by) = (((x - self.x) * self.ry, (y - self.y) * self.rx) for x, y in edge)
        radius2 = (self.rx * self.ry) ** 2
        dx, dy = bx - ax, by - ay
        length2 = dx * dx + dy * dy
        along = -(ax * dx + ay * dy)
        if 0 < along < length2:
            cross = ax * dy - ay * dx
            return cross * cross <= radius2 * length2
        return min(ax * ax + ay * ay, bx * bx + by * by) <= radius2


@dataclass(frozen=True)
class Polygon(Bounded):
    """At least three corners; it may cross itself."""

    corners: tuple[Point, ...]

    @cached_property
    def bounds(self) -> Bounds:
        xs, ys = zip(*self.corners, strict=True)
        return Bounds(min(xs), min(ys), max(xs), max(ys))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        return tuple(zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True))

    def contains(self, x: int, y: int) -> bool:
        """Even-odd: a ray to the right crosses the border an odd number of times."""
        if not self.bounds.contains(x, y):
            return False
        odd = False
        for (ax, ay), (bx, by) in self.edges:
            side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            if side == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
                return True
            if (ay > y) != (by > y) and (side > 0) == (by > ay):
                odd = not odd
        return odd

    def _touches(self, other: Bounded) -> bool:
        """When no two borders meet, one area lies all inside or all outside the other, and any point tells which."""
        if isinstance(other, Oval):
            return self.contains(other.x, other.y) or any(other.reaches(edge) for edge in self.edges)
        assert isinstance(other, Polygon)
        if self.contains(*other.corners[0]) or other.contains(*self.corners[0]):
            return True
        return any(
            _cross(edge, each) for edge, box in self._edges_near(other.bounds) for each, _ in other._edges_near(box)
        )

    def _edges_near(self, bounds: Bounds) -> Iterator[tuple[Edge, Bounds]]:
        return (boxed for boxed in self._boxed if boxed[1].meets(bounds))

    @cached_property
    def _boxed(self) -> tuple[tuple[Edge, Bounds], ...]:
        return tuple((edge, _box(edge)) for edge in self.edges)


def _rect(left: int, top: int, right: int, bottom: int) -> Polygon:
    return Polygon(((left, top), (right, top), (right, bottom), (left, bottom)))


def _oval(x: int, y: int, rx: int, ry: int) -> Oval:
    if rx < 1 or ry < 1:
        raise ValueError("a radius is at least 1")
    return Oval(x, y, rx, ry)


def _polygon(*coords: int) -> Polygon:
    corners = tuple(zip(coords[::2], coords[1::2], strict=True))
    if len(corners) < 3:
        raise ValueError("a polygon has at least three corners")
    return Polygon(corners)


_MAKERS: Mapping[str, tuple[int | None, Callable[..., Shape]]] = MappingProxyType(
    {
        "rect": (4, _rect),
        "circle": (3, lambda x, y, radius: _oval(x, y, radius, radius)),
        "ellipse": (4, _oval),
        "poly": (None, _polygon),
        "default": (0, WholeImage),
    }
)


def make_shape(name: str, coords: tuple[int, ...]) -> Shape:
    """The shape of that name. Raises ValueError when there is none, or the coordinates do not make one."""
    if name not in _MAKERS:
        raise ValueError("an unknown shape")
    count, make = _MAKERS[name]
    if count is not None and len(coords) != count:
        raise ValueError(f"{name} has {count} coordinates")
    return make(*coords)


def _box(edge: Edge) -> Bounds:
    (ax, ay), (bx, by) = edge
    return Bounds(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _side(edge: Edge, point: Point) -> int:
    """Above 0 on one side of the line through the edge, below 0 on the other, 0 on it."""
    (ax, ay), (bx, by) = edge
    return (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)


def _cross(one: Edge, other: Edge) -> bool:
    """Whether two edges whose boxes meet have a point in common: neither has the other all on one side."""
    return (
        _sign(_side(one, other[0])) * _sign(_side(one, other[1])) <= 0
        and _sign(_side(other, one[0])) * _sign(_side(other, one[1])) <= 0
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _apart(one: Oval, other: Oval) -> bool:
    """Whether two ovals have no point in common.

    Wang, Wang and Kim, "An algebraic condition for the separation of two ellipsoids", CAGD 18 (2001): with the
    ellipses as matrices A and B, negative inside, they are apart exactly when det(tA + B) has two different positive
    roots. As a cubic with ends of the same sign, it has them exactly when its discriminant is above 0 and, by
    Descartes' rule, a middle coefficient has the other sign.
    """
    u, v = other.x - one.x, other.y - one.y
    p1, q1 = one.ry**2, one.rx**2
    t1 = -p1 * q1
    p2, q2 = other.ry**2, other.rx**2
    t2 = u * u * p2 + v * v * q2 - p2 * q2
    r2, s2 = u * u * p2 * p2, v * v * q2 * q2
    a = p1 * q1 * t1
    b = p1 * q1 * t2 + (p1 * q2 + p2 * q1) * t1
    c = p1 * q2 * t2 + p2 * q1 * t2 + p2 * q2 * t1 - p1 * s2 - q1 * r2
    d = -((p2 * q2) ** 2)
    discriminant = 18 * a * b * c * d - 4 * b**3 * d + b * b * c * c - 4 * a * c**3 - 27 * a * a * d * d
    return discriminant > 0 and (b > 0 or c > 0)
