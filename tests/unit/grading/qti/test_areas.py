"""Areas of a picture, edges included."""

import pytest

from grading.qti.areas import read_area


@pytest.mark.parametrize(
    ("shape", "coords", "inside", "outside"),
    [
        ("rect", "1,2,5,6", [(1, 2), (5, 6), (3, 4), (1, 6)], [(0, 4), (6, 4), (3, 1), (3, 7)]),
        ("rect", "5,6,1,2", [(1, 2), (5, 6)], [(0, 4), (6, 4), (3, 1), (3, 7)]),
        ("rect", " 1 2  5 6 ", [(3, 4)], [(0, 0)]),
        ("circle", "10,10,5", [(10, 15), (13, 14), (5, 10)], [(10, 16), (14, 14), (4, 10)]),
        ("ellipse", "10,10,6,2", [(16, 10), (10, 8), (4, 10)], [(17, 10), (10, 7), (15, 12)]),
        ("poly", "0,0,10,0,0,10", [(0, 0), (5, 5), (2, 3), (10, 0), (0, 7)], [(6, 5), (-1, 3), (3, -1), (11, 0)]),
        ("poly", "0,0,10,0,10,10,5,2,0,10", [(1, 5), (9, 5), (5, 2)], [(5, 5), (5, 3)]),
        ("poly", "0,0,0,10,10,10,10,0", [(5, 5), (10, 10), (5, 0)], [(11, 5), (-1, 10), (5, 11)]),
        ("default", "", [(0, 0), (-5, 9999)], []),
    ],
)
def test_what_lies_in_an_area(shape, coords, inside, outside):
    test = read_area(shape, coords)
    assert [point for point in inside if not test(point)] == []
    assert [point for point in outside if test(point)] == []


@pytest.mark.parametrize(
    ("shape", "coords"),
    [
        ("rect", "1,2,3"),
        ("rect", "1,2,3,x"),
        ("rect", "10%,2,3,4"),
        ("circle", "1,2"),
        ("circle", "1,2,0"),
        ("circle", "1,2,-3"),
        ("ellipse", "1,2,3"),
        ("ellipse", "1,2,3,0"),
        ("poly", "1,2,3,4"),
        ("poly", "1,2,3,4,5,6,7"),
        ("poly", ",".join(["1"] * 1002)),
        ("star", "1,2,3"),
        ("", ""),
    ],
)
def test_what_is_no_area_is_refused(shape, coords):
    with pytest.raises(ValueError, match="no"):
        read_area(shape, coords)


def test_a_polygon_has_at_most_five_hundred_corners():
    corners = [f"{n},{n * n}" for n in range(501)]
    assert read_area("poly", ",".join(corners[:500]))((100, 10_000))
    with pytest.raises(ValueError, match="no such area"):
        read_area("poly", ",".join(corners))
