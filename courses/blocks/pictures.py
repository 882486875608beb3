"""Pictures: choose areas, or set points."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.base import Data, QuestionBlock, feedback_block, opaque, share_block, words
from grading import fair_fractions

SHAPES = [
    ("rect", _("Rectangle: left, top, right, bottom")),
    ("circle", _("Circle: centre x, centre y, radius")),
    ("ellipse", _("Ellipse: centre x, centre y, half width, half height")),
    ("poly", _("Polygon: x, y of each corner")),
]


class AreaBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("What is here"),
        max_length=200,
        help_text=_("Names the area for those who cannot see it, and after the answer."),
    )
    shape = blocks.ChoiceBlock(label=_("Shape"), choices=SHAPES, default="rect")
    coords = blocks.CharBlock(
        label=_("Coordinates"),
        max_length=1200,
        help_text=_("Whole pixels of the image as it was uploaded, from its upper left corner: 10, 20, 110, 80"),
    )
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    share = share_block(_("Only when the areas should not share fairly: 1/2, -1/3."))
    feedback = feedback_block()

    class Meta:
        icon = "crop"
        label = _("Area")


class PictureBlock(QuestionBlock):
    """The image is kept in the question by the digest of its file, so an answer keeps the picture it was given to."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.TextBlock(
        label=_("Alternative text"), help_text=_("What must one know to answer, when the image is missing?")
    )
    areas = blocks.ListBlock(AreaBlock(), label=_("Areas"), min_num=1)

    row_fields = {"fraction": "share"}

    def shares(self, rights: list[bool], most: int) -> list[str]:
        raise NotImplementedError

    def engine_data(self, value: Any) -> Data:
        image = value["image"]
        children = value["areas"].bound_blocks
        most = value["most"] or 0
        shares = self.shares([bool(child.value["right"]) for child in children], most)
        return {
            "image": {
                "key": image.get_file_hash() if image else "-",
                "alt": value["alt"] or "",
                "width": image.width if image else 1,
                "height": image.height if image else 1,
            },
            "areas": [
                {
                    "id": opaque(child.id),
                    "shape": child.value["shape"] or "rect",
                    "coords": _numbers(child.value["coords"]),
                    "label": words(child.value["label"]),
                    "fraction": words(child.value["share"]).replace(",", ".") or fair,
                    "feedback": child.value["feedback"] or "",
                }
                for child, fair in zip(children, shares, strict=True)
            ],
            "most": most,
        }


def most_block(label: Any, help_text: Any) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, required=False, min_value=1, max_value=50, help_text=help_text)


def _numbers(text: str | None) -> list[int | str]:
    """The numbers an editor wrote; what is none stays text, and the engine refuses it in its place."""
    found = [part for part in re.split(r"[\s,;]+", text or "") if part]
    return [int(part) if re.fullmatch(r"-?[0-9]{1,6}", part) else part for part in found]


class HotspotBlock(PictureBlock):
    kind = "hotspot"

    most = most_block(_("How many may be chosen"), _("1 makes it a choice of one. Left empty: any number."))

    def shares(self, rights: list[bool], most: int) -> list[str]:
        if most == 1 or not any(rights):
            return ["1" if right else "0" for right in rights]
        return [str(share) for share in fair_fractions(rights)]

    class Meta:
        icon = "image"
        label = _("Choose in a picture")
        description = _("Areas of a picture to choose")


class PointsBlock(PictureBlock):
    kind = "points"

    most = most_block(_("How many points may be set"), _("Left empty: as many as there are right areas."))
    miss = blocks.CharBlock(
        label=_("A point outside every area gives"),
        max_length=12,
        required=False,
        help_text=_("0 or less, for example -1/4. Left empty: 0."),
    )

    row_fields = {"fraction": "share"}
    list_fields = {"default_fraction": "miss"}

    def shares(self, rights: list[bool], most: int) -> list[str]:
        each = f"1/{sum(rights)}" if any(rights) else "0"
        return [each if right else "0" for right in rights]

    def engine_data(self, value: Any) -> Data:
        return {**super().engine_data(value), "default_fraction": words(value["miss"]).replace(",", ".") or "0"}

    class Meta:
        icon = "crosshairs"
        label = _("Click in a picture")
        description = _("Points to set in a picture; where is hidden until the answer is in")
