"""Areas and points, told apart exactly. Meanings read in the QTI 2.2 information model (shape, coords) and HTML's."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.geometry import make_shape
from tests.unit.grading.strategies import holds_always

near = st.integers(-6, 14)
radius = st.integers(1, 6)
shapes = st.one_of(
    st.tuples(st.just("rect"), st.tuples(near, near, near, near)),
    st.tuples(st.just("circle"), st.tuples(near, near, radius)),
    st.tuples(st.just("ellipse"), st.tuples(near, near, radius, radius)),
    st.tuples(st.just("poly"), st.integers(3, 6).flatmap(lambda n: st.tuples(*[near] * (2 * n)))),
)
GRID = [(x, y) for x in range(-13, 22) for y in range(-13, 22)]


@pytest.mark.parametrize(
    ("name", "coords", "inside", "outside"),
    [
        ("rect", (2, 3, 8, 5), [(2, 3), (8, 5), (2, 5), (5, 3), (5, 4)], [(1, 4), (9, 4), (5, 2), (5, 6)]),
        ("rect", (8, 5, 2, 3), [(2, 3), (8, 5), (5, 4)], [(1, 4), (9, 4), (5, 2), (5, 6)]),
        ("circle", (10, 10, 5), [(10, 10), (15, 10), (13, 14), (7, 6)], [(16, 10), (14, 14), (10, 4)]),
        ("ellipse", (10, 20, 5, 10), [(10, 30), (15, 20), (13, 28), (5, 20)], [(16, 20), (10, 31), (14, 28), (10, 9)]),
        ("poly", (0, 0, 10, 0, 0, 10), [(0, 0), (5, 5), (10, 0), (3, 3), (0, 7)], [(6, 5), (-1, 0), (11, 0), (3, 8)]),
        ("poly", (0, 0, 10, 0, 0, 10, 0, 0), [(0, 0), (5, 5), (3, 3)], [(6, 5), (-1, 0)]),
        ("poly", (0, 0, 8, 0, 8, 8, 4, 2, 0, 8), [(4, 2), (4, 1), (1, 4), (7, 4), (0, 8)], [(4, 3), (4, 8), (3, 5)]),
        ("default", (), [(0, 0), (10**9, -5)], []),
    ],
)
def test_a_point_on_the_border_is_inside_and_one_pixel_off_is_not(name, coords, inside, outside):
    shape = make_shape(name, coords)
    assert all(shape.contains(*point) for point in inside)
    assert not any(shape.contains(*point) for point in outside)


def test_where_a_star_crosses_itself_it_is_hollow():
    star = make_shape("poly", (50, 0, 80, 95, 0, 35, 100, 35, 20, 95))
    assert star.contains(50, 20)
    assert not star.contains(50, 50)


def test_a_polygon_written_backwards_has_the_same_points():
    corners = [(0, 0), (9, 1), (7, 8), (4, 3), (1, 9)]
    there = make_shape("poly", tuple(number for corner in corners for number in corner))
    back = make_shape("poly", tuple(number for corner in reversed(corners) for number in corner))
    assert [there.contains(*point) for point in GRID] == [back.contains(*point) for point in GRID]


@pytest.mark.parametrize(
    ("name", "coords"),
    [
        ("rect", (1, 2, 3)),
        ("rect", (1, 2, 3, 4, 5)),
        ("circle", (1, 2)),
        ("circle", (1, 2, 0)),
        ("circle", (1, 2, -3)),
        ("ellipse", (1, 2, 3)),
        ("ellipse", (1, 2, 0, 3)),
        ("ellipse", (1, 2, 3, 0)),
        ("poly", ()),
        ("poly", (0, 0, 1, 1)),
        ("poly", (0, 0, 1, 1, 2)),
        ("poly", (0, 0, 1, 1, 2, 0, 3)),
        ("default", (1,)),
        ("square", (1, 2, 3, 4)),
    ],
)
def test_coordinates_that_make_no_shape_are_refused(name, coords):
    with pytest.raises(ValueError, match=r"coordinates|radius|polygon|corners|shape|argument"):
        make_shape(name, coords)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (("rect", (0, 0, 4, 4)), ("rect", (4, 4, 8, 8)), True),
        (("rect", (0, 0, 4, 4)), ("rect", (5, 0, 8, 4)), False),
        (("rect", (0, 0, 4, 4)), ("rect", (0, 5, 4, 8)), False),
        (("rect", (0, 0, 20, 20)), ("rect", (5, 5, 8, 8)), True),
        (("rect", (0, 8, 20, 12)), ("rect", (8, 0, 12, 20)), True),
        (("circle", (0, 0, 5)), ("circle", (10, 0, 5)), True),
        (("circle", (0, 0, 5)), ("circle", (11, 0, 5)), False),
        (("circle", (0, 0, 5)), ("circle", (6, 8, 5)), True),
        (("circle", (0, 0, 5)), ("circle", (6, 9, 5)), False),
        (("circle", (0, 0, 9)), ("circle", (1, 1, 2)), True),
        (("circle", (0, 0, 9)), ("circle", (0, 0, 9)), True),
        (("circle", (0, 0, 5)), ("rect", (3, 4, 9, 9)), True),
        (("circle", (0, 0, 5)), ("rect", (4, 4, 9, 9)), False),
        (("circle", (0, 0, 5)), ("rect", (5, -9, 9, 9)), True),
        (("circle", (0, 0, 5)), ("rect", (-90, -90, 90, 90)), True),
        (("circle", (0, 0, 50)), ("rect", (-9, -9, 9, 9)), True),
        (("ellipse", (0, 0, 10, 2)), ("ellipse", (20, 0, 10, 2)), True),
        (("ellipse", (0, 0, 10, 2)), ("ellipse", (21, 0, 10, 2)), False),
        (("ellipse", (0, 0, 10, 2)), ("ellipse", (0, 12, 2, 10)), True),
        (("ellipse", (0, 0, 10, 2)), ("ellipse", (9, 9, 2, 8)), False),
        (("ellipse", (0, 0, 10, 2)), ("circle", (8, 5, 3)), False),
        (("ellipse", (0, 0, 10, 2)), ("circle", (6, 4, 3)), True),
        (("ellipse", (10, 20, 5, 10)), ("rect", (13, 28, 30, 40)), True),
        (("ellipse", (10, 20, 5, 10)), ("rect", (14, 28, 30, 40)), False),
        (("poly", (0, 0, 10, 0, 0, 10)), ("poly", (10, 10, 10, 1, 1, 10)), False),
        (("poly", (0, 0, 10, 0, 0, 10)), ("poly", (10, 10, 10, 0, 0, 10)), True),
        (("poly", (0, 0, 9, 9, 0, 9)), ("poly", (4, 4, 12, 4, 12, 0)), True),
        (("default", ()), ("rect", (0, 0, 1, 1)), True),
        (("rect", (0, 0, 1, 1)), ("default", ()), True),
        (("default", ()), ("default", ()), True),
    ],
)
def test_areas_that_only_touch_overlap_and_one_pixel_between_them_is_enough(one, other, overlap):
    assert make_shape(*one).overlaps(make_shape(*other)) is overlap
    assert make_shape(*other).overlaps(make_shape(*one)) is overlap


def test_a_small_area_in_the_bay_of_another_does_not_overlap():
    bay = make_shape("poly", (0, 0, 20, 0, 20, 20, 15, 20, 15, 5, 5, 5, 5, 20, 0, 20))
    assert not bay.overlaps(make_shape("rect", (7, 8, 12, 18)))
    assert not bay.overlaps(make_shape("circle", (10, 12, 4)))
    assert bay.overlaps(make_shape("circle", (10, 12, 5)))
    assert bay.overlaps(make_shape("rect", (7, 8, 15, 18)))


@pytest.mark.parametrize(
    ("name", "coords", "inside"),
    [
        ("rect", (0, 0, 40, 30), True),
        ("rect", (-1, 0, 40, 30), False),
        ("rect", (0, -1, 40, 30), False),
        ("rect", (0, 0, 41, 30), False),
        ("rect", (0, 0, 40, 31), False),
        ("circle", (10, 10, 10), True),
        ("circle", (9, 10, 10), False),
        ("ellipse", (35, 20, 5, 10), True),
        ("ellipse", (36, 20, 5, 10), False),
        ("ellipse", (35, 21, 5, 10), False),
        ("poly", (0, 0, 40, 0, 20, 30), True),
        ("poly", (0, 0, 40, 0, 20, 31), False),
        ("default", (), True),
    ],
)
def test_an_area_is_inside_the_image_up_to_its_edge(name, coords, inside):
    assert make_shape(name, coords).inside(40, 30) is inside


@pytest.mark.parametrize(
    ("name", "coords", "flat"),
    [
        ("rect", (3, 3, 3, 9), True),
        ("rect", (3, 3, 9, 3), True),
        ("rect", (3, 3, 4, 4), False),
        ("poly", (1, 1, 1, 5, 1, 9), True),
        ("circle", (5, 5, 1), False),
        ("default", (), False),
    ],
)
def test_a_line_is_flat(name, coords, flat):
    assert make_shape(name, coords).flat is flat


@holds_always
@given(shapes, shapes, st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_moving_everything_changes_nothing(one, other, dx, dy):
    def moved(name, coords):
        fixed = {"circle": 2, "ellipse": 2}.get(name, len(coords))
        return make_shape(name, tuple(n + ((dx, dy)[i % 2] if i < fixed else 0) for i, n in enumerate(coords)))

    here, there = make_shape(*one), moved(*one)
    assert [here.contains(x, y) for x, y in GRID] == [there.contains(x + dx, y + dy) for x, y in GRID]
    assert here.overlaps(make_shape(*other)) is there.overlaps(moved(*other))


@holds_always
@given(shapes, shapes)
def test_areas_with_a_pixel_in_common_overlap_and_overlap_has_no_sides(one, other):
    one, other = make_shape(*one), make_shape(*other)
    assert one.overlaps(other) is other.overlaps(one)
    if any(one.contains(*point) and other.contains(*point) for point in GRID):
        assert one.overlaps(other)
    assert one.overlaps(one)


@holds_always
@given(st.tuples(near, near, radius, radius), st.tuples(near, near, radius, radius))
def test_two_ellipses_overlap_when_a_point_of_ones_border_is_in_the_other(one, other):
    """Against a walk round the border. The walk is inexact, so where the two nearly touch it is not asked."""
    (ax, ay, arx, ary), (bx, by, brx, bry) = one, other
    walk = (2 * math.pi * step / 5000 for step in range(5000))
    reach = min(((ax + arx * math.cos(t) - bx) / brx) ** 2 + ((ay + ary * math.sin(t) - by) / bry) ** 2 for t in walk)
    around = ((bx - ax) / arx) ** 2 + ((by - ay) / ary) ** 2
    if around <= 1 or abs(reach - 1) > 1e-3:
        assert make_shape("ellipse", one).overlaps(make_shape("ellipse", other)) is (around <= 1 or reach < 1)


@holds_always
@given(st.tuples(near, near, radius, radius), st.tuples(near, near, near, near))
def test_an_ellipse_and_a_rectangle_overlap_when_the_nearest_point_is_in_it(oval, rect):
    """In the stretched plane the nearest point of an upright rectangle is found one axis at a time."""
    x, y, rx, ry = oval
    left, right = sorted(rect[::2])
    top, bottom = sorted(rect[1::2])
    across = Fraction(min(max(x, left), right) - x, rx)
    down = Fraction(min(max(y, top), bottom) - y, ry)
    assert make_shape("ellipse", oval).overlaps(make_shape("rect", rect)) is (across**2 + down**2 <= 1)


@holds_always
@given(st.tuples(near, near, near, near), st.tuples(near, near, near, near))
def test_rectangles_overlap_when_their_sides_do(one, other):
    def meet(axis):
        (a, b), (c, d) = sorted(one[axis::2]), sorted(other[axis::2])
        return a <= d and c <= b

    assert make_shape("rect", one).overlaps(make_shape("rect", other)) is (meet(0) and meet(1))
