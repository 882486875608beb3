"""Areas of a picture that are ours."""

from fractions import Fraction

from grading.geometry import make_shape
from grading.moodle.building import CannotRead, Data
from grading.qti.importing.choosing import Rows, read_multiple, read_single
from grading.qti.importing.drafting import Asked, At, Element, Probe
from grading.qti.importing.key import scale_of_mapping
from grading.qti.names import attribute, name_of


def read_image(at: At) -> Data:
    for element in at.element.iter():
        if not isinstance(element.tag, str) or name_of(element) not in ("object", "img"):
            continue
        address = (attribute(element, "data") or attribute(element, "src") or "").strip()
        sides = [(attribute(element, name) or "").strip().removesuffix("px") for name in ("width", "height")]
        if not address or not all(side.isdigit() and len(side) < 6 for side in sides):
            raise CannotRead("picture_without_size")
        key = at.draft.pictures.get(address) or address.rpartition("/")[2] or address
        alt = element.get("alt") or element.get("aria-label") or at.draft.shown(element)
        return {"key": key[:200], "alt": alt.strip(), "width": int(sides[0]), "height": int(sides[1])}
    raise CannotRead("no_picture")


def _coords(element_coords: str) -> list[int]:
    found = []
    for part in element_coords.replace(",", " ").split():
        try:
            number = Fraction(part)
        except (ValueError, ZeroDivisionError) as error:
            raise CannotRead("bad_area") from error
        if number.denominator != 1 or abs(number) > 100_000:
            raise CannotRead("bad_area")
        found.append(int(number))
    return found


def _shape(element: Element) -> str:
    shape = (attribute(element, "shape") or "").strip()
    return "poly" if shape == "polygon" else shape


def read_hotspot(at: At) -> Asked:
    elements = at.rows("hotspotChoice")
    rows = Rows(at, elements, text=lambda element: (attribute(element, "hotspotLabel") or "").strip())
    single = at.declaration.cardinality == "single"
    choice = read_single(at, rows) if single else read_multiple(at, rows)
    most = (attribute(at.element, "maxChoices") or "0").strip()
    limit = 1 if single else int(most) if most.isdigit() and len(most) < 4 else 0
    image = read_image(at)
    candidates = []
    for found in choice.candidates:
        if found["kind"] == "true_false" or found.get("scoring", "sum") != "sum":
            continue
        areas = [
            {
                "id": option["id"],
                "shape": _shape(element),
                "coords": _coords(attribute(element, "coords") or ""),
                "label": option["text"] or str(number),
                "fraction": option["fraction"],
                "feedback": option["feedback"],
            }
            for number, (option, element) in enumerate(zip(found["options"], elements, strict=True), start=1)
        ]
        candidates.append({"kind": "hotspot", "image": image, "areas": areas, "lowest": found["lowest"], "most": limit})
    at.draft.losses = [loss for loss in at.draft.losses if loss.reason != "most_choices"]
    probes = []
    for probe in choice.probes:
        raw = probe.raw if probe.raw is None or isinstance(probe.raw, list) else [probe.raw]
        if raw is None or not limit or len(raw) <= limit:
            probes.append(Probe(raw, probe.sent))
    return at.asked(candidates, probes)


def read_points(at: At) -> Asked:
    """selectPointInteraction: the areas of the key."""
    mapping = at.declaration.area_mapping
    if mapping is None or at.declaration.base_type != "point":
        raise CannotRead("no_key")
    image = read_image(at)
    elements = _entries(at)
    scale = scale_of_mapping(at.draft.item, at.response)
    shapes = [(_shape(element), _coords(attribute(element, "coords") or "")) for element in elements]
    most = (attribute(at.element, "maxChoices") or "0").strip()
    limit = int(most) if most.isdigit() and len(most) < 4 else 0
    if at.declaration.cardinality == "single":
        limit = 1
    probes = [Probe(None, {})]
    points = _points(image, shapes)
    for count in range(1, min(limit or len(points), len(points)) + 1):
        for start in range(0, len(points), count):
            chosen = points[start : start + count]
            probes.append(Probe([list(point) for point in chosen], {at.response: _sent(at, chosen)}))
    hits = [point for point in (_inside(shape, coords, image) for shape, coords in shapes) if point is not None]
    if hits and len(hits) <= (limit or len(hits)):
        probes.append(Probe([list(point) for point in dict.fromkeys(hits)], {at.response: _sent(at, hits)}))
    asked = at.asked([], probes[:120])
    best = asked.best
    worths = [Fraction(entry.worth) / scale for entry in mapping.entries]
    total = sum((worth for worth in worths if worth > 0), Fraction(0))
    for by in dict.fromkeys((best, total, Fraction(1))):
        if by <= 0:
            continue
        lowest = Fraction(-1) if mapping.lowest is None else Fraction(mapping.lowest) / scale / by
        areas = []
        for number, (element, (shape, coords), worth) in enumerate(zip(elements, shapes, worths, strict=True), start=1):
            name = (element.get("data-area") or f"{number}").strip()
            areas.append(
                {
                    "id": at.new_id("area", str(number)),
                    "shape": shape,
                    "coords": coords,
                    "label": (element.get("data-label") or str(number)).strip(),
                    "fraction": str(max(Fraction(-1), worth / by)),
                    "feedback": at.said_to(name) if element.get("data-area") else "",
                }
            )
        asked.candidates.append(
            {
                "kind": "points",
                "image": image,
                "areas": areas,
                "default_fraction": str(max(Fraction(-1), Fraction(mapping.default) / scale / by)),
                "lowest": str(max(Fraction(-1), min(Fraction(0), lowest))),
                "most": 0 if at.hint("most") == "rights" else limit,
            }
        )
    return asked


def _entries(at: At) -> list[Element]:
    declared = next(
        element
        for element in at.draft.item.root
        if name_of(element) == "responseDeclaration" and attribute(element, "identifier") == at.response
    )
    return [element for element in declared.iter() if name_of(element) == "areaMapEntry"]


def _sent(at: At, points: list[tuple[int, int]]) -> list[str] | str:
    sent = [f"{x} {y}" for x, y in dict.fromkeys(points)]
    return sent[0] if at.declaration.cardinality == "single" else sent


def _inside(shape: str, coords: list[int], image: Data) -> tuple[int, int] | None:
    """A point in the area, None where none is found quickly."""
    try:
        drawn = make_shape(shape, tuple(coords))
    except ValueError as error:
        raise CannotRead("bad_area") from error
    corners = list(zip(coords[::2], coords[1::2], strict=False))
    if shape == "rect":
        corners = [((coords[0] + coords[2]) // 2, (coords[1] + coords[3]) // 2)]
    for x, y in corners or [(0, 0)]:
        if drawn.contains(x, y) and 0 <= x <= image["width"] and 0 <= y <= image["height"]:
            return x, y
    return None


def _points(image: Data, shapes: list[tuple[str, list[int]]]) -> list[tuple[int, int]]:
    """Points in the areas, at their corners and just outside, and the image's own corners."""
    found = [(0, 0), (image["width"], image["height"])]
    for shape, coords in shapes:
        inside = _inside(shape, coords, image)
        found += [] if inside is None else [inside]
        for x, y in zip(coords[:8:2], coords[1:8:2], strict=False):
            found += [(x, y), (x + 1, y + 1), (x - 1, y - 1)]
    return [(x, y) for x, y in dict.fromkeys(found) if 0 <= x <= image["width"] and 0 <= y <= image["height"]]
