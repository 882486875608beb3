"""Areas of a picture as QTI."""

from collections.abc import Iterable

from grading.kinds.areas import Area, Areas
from grading.kinds.hotspot import Hotspot
from grading.kinds.points import Points
from grading.marks import ONE
from grading.qti.writing.building import Child, Element, clean, divided, identifier, node, scale_of
from grading.qti.writing.sheet import Place, area_mapping, mapping, prompt

PICTURES = "pictures/"  # where pictures stand beside an item


def picture(question: Areas) -> Element:
    image = question.image
    return node(
        "img",
        src=f"{PICTURES}{image.key}",
        alt=image.alt,
        width=str(image.width),
        height=str(image.height),
    )


def _coords(area: Area) -> str:
    return ",".join(map(str, area.coords))


def _feedback(areas: Iterable[Area]) -> list[tuple[str, str]]:
    return [(area.id, area.feedback) for area in areas]


def write_hotspot(question: Hotspot, place: Place) -> list[Child]:
    fractions = {identifier(area.id): area.fraction for area in question.areas}
    rights = [key for key, fraction in fractions.items() if fraction > 0]
    scale = scale_of([*fractions.values(), question.lowest])
    key = mapping(fractions.items(), scale, lowest=question.lowest, highest=ONE)
    if question.limit == 1:
        place.declare("identifier", "single", rights[:1], key)
    else:
        place.declare("identifier", "multiple", rights, key)
    place.give_mapped(scale)
    place.say_to_chosen(_feedback(question.areas))
    choices = [
        node(
            "qti-hotspot-choice",
            identifier=identifier(area.id),
            shape=area.shape,
            coords=_coords(area),
            hotspot_label=area.label,
        )
        for area in question.areas
    ]
    return [
        node(
            "qti-hotspot-interaction",
            *prompt(question.prompt),
            picture(question),
            *choices,
            response_identifier=place.response,
            max_choices=str(question.most),
        )
    ]


def write_points(question: Points, place: Place) -> list[Child]:
    """The areas' names and what is said of them stand in what is said after the answer."""
    scale = scale_of([question.lowest, question.default_fraction, *(area.fraction for area in question.areas)])
    key = area_mapping(
        ((area.shape, _coords(area), area.fraction) for area in question.areas),
        scale,
        lowest=question.lowest,
        default=question.default_fraction,
    )
    for entry, area in zip(key, question.areas, strict=True):
        entry.set("data-label", clean(area.label))
        entry.set("data-area", identifier(area.id))
    place.declare("point", "multiple", (), key)
    place.sheet.template = ""
    if scale == 1:
        place.sheet.template = "map_response_point"
    place.give(_mapped(place, scale))
    place.say_to_all(_feedback(question.areas))
    return [
        node(
            "qti-select-point-interaction",
            *prompt(question.prompt),
            picture(question),
            response_identifier=place.response,
            max_choices=str(question.most or question.limit),
            **({} if question.most else {"data_most": "rights"}),
        )
    ]


def _mapped(place: Place, scale: int) -> Element:
    return divided(node("qti-map-response-point", identifier=place.response), scale)
