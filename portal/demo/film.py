"""Renders a video talk from its script: slides drawn with Pillow, film by ffmpeg, captions from the same script.

The clips are small and silent: what would be said stands in the captions and in the transcript beside the film.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from content.rules import Cue

WIDTH, HEIGHT = 1280, 720
SECONDS_A_WORD = 0.34  # an unhurried voice
SHORTEST_CUE = 3.0
GROUND, INK, SOFT, THREAD = "#124559", "#FFFFFF", "#BCD8DD", "#D9785B"


@dataclass(frozen=True)
class Chapter:
    """A chapter and the second it begins at."""

    title: str
    start: float


@dataclass(frozen=True)
class Talk:
    """The times of a talk: its captions and chapters, and how long it lasts (seconds)."""

    cues: list[Cue]
    chapters: list[Chapter]
    length: float


def time_talk(video: dict[str, Any]) -> Talk:
    """When each sentence is said. `video` is the script as in content/modules/*.yaml."""
    cues: list[Cue] = []
    chapters: list[Chapter] = []
    now = 0.0
    for chapter in video["chapters"]:
        chapters.append(Chapter(chapter["title"], now))
        for slide in chapter["slides"]:
            for sentence in slide["narration"]:
                length = max(SHORTEST_CUE, round(len(sentence.split()) * SECONDS_A_WORD, 1))
                cues.append(Cue(round(now, 3), round(now + length, 3), sentence))
                now = round(now + length, 3)
    return Talk(cues, chapters, now)


def render(video: dict[str, Any], target: Path) -> Talk:
    """Write the film to `target` (.mp4, H.264, a picture at a time) and return its times."""
    talk = time_talk(video)
    with tempfile.TemporaryDirectory() as folder:
        playlist = Path(folder) / "slides.txt"
        lines = []
        for number, (image, seconds) in enumerate(_pictures(video, talk)):
            picture = Path(folder) / f"{number:03}.png"
            image.save(picture, compress_level=1)
            lines += [f"file '{picture}'", f"duration {seconds:.3f}"]
        playlist.write_text("\n".join([*lines, lines[-2], ""]))
        target.parent.mkdir(parents=True, exist_ok=True)
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y", "-f", "concat", "-safe", "0"]
        command += ["-i", str(playlist), "-vf", "fps=4,format=yuv420p", "-c:v", "libx264", "-preset", "veryfast"]
        command += [
            "-tune",
            "stillimage",
            "-g",
            "8",
            "-t",
            f"{talk.length:.3f}",
            "-movflags",
            "+faststart",
            str(target),
        ]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own script, no shell
    return talk


def _pictures(video: dict[str, Any], talk: Talk) -> Iterator[tuple[Image.Image, float]]:
    """Each picture of the film and how long it stands: the lines of a slide come one by one."""
    cue = 0
    for chapter in video["chapters"]:
        for slide in chapter["slides"]:
            sentences, lines = slide["narration"], slide["lines"]
            for position in range(len(sentences)):
                shown = max(1, round(len(lines) * (position + 1) / len(sentences)))
                current = talk.cues[cue]
                yield (
                    _draw(chapter["title"], slide["heading"], lines[:shown], current.end / talk.length),
                    (current.end - current.start),
                )
                cue += 1


def _draw(chapter: str, heading: str, lines: list[str], progress: float) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    draw.text((88, 72), chapter, font=font("Medium", 28), fill=SOFT)
    top = 130
    for row in _wrap(heading, font("SemiBold", 60), WIDTH - 176):
        draw.text((88, top), row, font=font("SemiBold", 60), fill=INK)
        top += 76
    top += 36
    for line in lines:
        draw.ellipse((92, top + 18, 108, top + 34), fill=THREAD)
        for row in _wrap(line, font("Regular", 38), WIDTH - 240):
            draw.text((136, top), row, font=font("Regular", 38), fill=INK)
            top += 52
        top += 18
    draw.line((0, HEIGHT - 10, int(WIDTH * progress), HEIGHT - 10), fill=THREAD, width=8)
    return image


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    rows = [""]
    for word in text.split():
        wider = f"{rows[-1]} {word}".strip()
        if font.getlength(wider) <= width:
            rows[-1] = wider
        else:
            rows.append(word)
    return rows


_fonts: dict[tuple[str, int], ImageFont.FreeTypeFont] = {}


def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    if (weight, size) not in _fonts:
        found = sorted((settings.ROOT / "assets" / "dist" / "fonts").rglob(f"IBMPlexSans-{weight}*.woff2"))
        _fonts[weight, size] = (
            ImageFont.truetype(str(found[0]), size) if found else ImageFont.load_default(size)  # type: ignore[assignment]
        )
    return _fonts[weight, size]
