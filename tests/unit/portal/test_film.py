"""A talk's captions cover it from the first second to the last."""

from content.rules import read_captions, write_captions
from portal.demo import film, script


def test_captions_follow_each_other_without_a_hole():
    for module in script.read_all("modules"):
        talk = film.time_talk(module["video"])
        assert talk.cues[0].start == 0
        assert talk.cues[-1].end == talk.length
        assert all(before.end == after.start for before, after in zip(talk.cues, talk.cues[1:], strict=False))


def test_captions_survive_being_written_and_read():
    talk = film.time_talk(script.read_all("modules")[0]["video"])
    assert read_captions(write_captions(talk.cues)) == talk.cues


def test_every_chapter_begins_where_a_sentence_begins():
    talk = film.time_talk(script.read_all("modules")[2]["video"])
    starts = {cue.start for cue in talk.cues}
    assert all(chapter.start in starts for chapter in talk.chapters)
