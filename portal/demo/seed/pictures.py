"""The pictures that questions are asked on: drawn here, so that their areas are where the picture says."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from content.models import PortalImage
from portal.demo.film import font

WIDTH, HEIGHT, RADIUS = 840, 560, 62  # large enough to touch when the picture is 350 px wide
GROUND, INK, PAPER, THREAD = "#F4F7F8", "#124559", "#FFFFFF", "#D9785B"
THREAD_NAME = "sagens-traad"


@dataclass(frozen=True)
class Area:
    """A circle in the picture. `lines` is its name as it is written under it."""

    label: str
    lines: tuple[str, ...]
    x: int
    y: int

    @property
    def coords(self) -> str:
        return f"{self.x}, {self.y}, {RADIUS}"


AREAS = {
    "sagsaabning": Area("Sagsåbning", ("Sagsåbning",), 110, 110),
    "sagsoplysning": Area("Sagsoplysning", ("Sagsoplysning",), 316, 110),
    "sagsvurdering": Area("Sagsvurdering", ("Sagsvurdering",), 523, 110),
    "afgoerelse-og-handleplan": Area("Afgørelse og handleplan", ("Afgørelse og", "handleplan"), 730, 110),
    "bestilling": Area("Bestilling", ("Bestilling",), 730, 380),
    "levering-og-status": Area("Levering og status", ("Levering", "og status"), 420, 380),
    "opfoelgning": Area("Opfølgning", ("Opfølgning",), 110, 380),
}


def picture(name: str) -> PortalImage:
    """The picture by its name, drawn the first time it is asked for."""
    if name != THREAD_NAME:
        raise ValueError(f"unknown picture in the script: {name}")
    known = PortalImage.objects.filter(title="Sagens tråd").first()
    if known is not None:
        return known
    names = ", ".join(area.label for area in AREAS.values())
    return PortalImage.objects.create(
        title="Sagens tråd",
        description=f"En tråd gennem sagens syv faser i rækkefølge: {names}.",
        file=ContentFile(_thread(), name=f"{THREAD_NAME}.png"),
    )


def _thread() -> bytes:
    """The seven phases as beads on a thread, four from the left and three back again; empty, for numbers go there."""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    draw.line([(area.x, area.y) for area in AREAS.values()], fill=THREAD, width=12, joint="curve")
    for area in AREAS.values():
        corners = (area.x - RADIUS, area.y - RADIUS, area.x + RADIUS, area.y + RADIUS)
        draw.ellipse(corners, fill=PAPER, outline=INK, width=6)
        for row, words in enumerate(area.lines):
            _words(draw, words, area.x, area.y + RADIUS + 30 + 36 * row)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _words(draw: ImageDraw.ImageDraw, words: str, x: int, y: int) -> None:
    """The words on a ground of their own, so that the thread does not cross them."""
    face = font("Medium", 28)
    left, top, right, bottom = draw.textbbox((x, y), words, font=face, anchor="mm")
    draw.rectangle((left - 6, top - 4, right + 6, bottom + 4), fill=GROUND)
    draw.text((x, y), words, font=face, fill=INK, anchor="mm")
