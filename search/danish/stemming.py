"""A word without its endings: «støttebehovene» and «støttebehov» are one, and so are «barn» and «børn»."""

from __future__ import annotations

import re
import threading

import Stemmer

from search.danish.folding import fold

_STOP_WORDS = """
af al alle alt anden andet andre at bl blev blive bliver ca da de dem den denne dens der deres det dets dette dig
din dine disse dit dog du dvs efter eks eksempelvis eller en end endnu er et etc evt fordi fra fx få får før gennem
give giver givet gjort gøre gør ham han hans har havde have heller hen hende hendes her hermed hertil hos hun hvad
hver hvert hvem hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i ift ifm ifølge igen igennem ind inden
inde ja jeg jer jeres jf jo kan kun kunne lav lave laver lavet lidt man mange med meget men mens mere mf mfl mht
mig min mindre mine mit mm mod mv må måske ned nej nogen noget nogle nok nu når og også om omkring op os osv over pga
på samt selv selvom sig sin sine sit skal skulle som stadig så således sådan synes til ud under ved vi via vil
ville vor vores var vær været være
"""
# No stop words: «ikke» and «uden», for «ikke vurderet» is a mark on the scale; «tit», for «hvor tit» is what is asked.

STOP_WORDS = frozenset(map(fold, _STOP_WORDS.split()))

_ONE_WORD = {  # plurals that change inside the word
    "barn": "boern",
    "boeg": "bog",
    "broedr": "bror",
    "doetr": "dat",
    "faedr": "far",
    "haend": "haand",
    "maend": "mand",
    "moedr": "mor",
    "naet": "nat",
    "taend": "tand",
}
_OF_VERBS = ("ning", "ing", "else")
_OTHER_WAY = {one: other for other, one in _ONE_WORD.items()}
SHORTEST_VERB = 4  # letters that are left
_OF_ADJECTIVES = re.compile("l?ig")
SHORTEST_OF_ADJECTIVE = 4  # with fewer left the ending stays: «bolig» is no «bolle», and «ledig» no «ledelse»
_own = threading.local()  # a stemmer keeps what it works on in itself


def stem(folded: str) -> str:
    """The stem of a folded word; the stem of a stem is itself, and a word that is no stop word never becomes one.

    Endings are taken until none is left, so that «indsats» and «indsatser» meet, and also those that make a noun of a
    verb: «hvordan vurderer vi» asks for «vurdering».

    >>> stem("stoettebehovene"), stem("indsatserne"), stem("indsats"), stem("barnets"), stem("boernene"), stem("varer")
    ('stoettebehov', 'indsat', 'indsat', 'boern', 'boern', 'vare')
    >>> stem("bestillingerne"), stem("bestiller"), stem("ting")
    ('bestil', 'bestil', 'ting')
    >>> stem("boligerne"), stem("boller")
    ('bolig', 'bol')
    """
    if folded in STOP_WORDS:
        return folded
    bare = _bare(folded)
    bare = _ONE_WORD.get(bare, bare)
    if bare not in STOP_WORDS:
        return bare
    longer = f"{bare}e"
    return longer if longer not in STOP_WORDS and _bare(longer) == bare else folded


def beginnings(stem: str) -> tuple[str, ...]:
    """What words with this stem begin with.

    >>> beginnings("stoettebehov"), beginnings("boern"), beginnings("vare")  # the last one also of «varighed»
    (('stoettebehov',), ('boern', 'barn'), ('vare', 'var'))
    """
    found = [stem]
    if stem in _OTHER_WAY:
        found.append(_OTHER_WAY[stem])
    if stem[:-1] in STOP_WORDS:
        found.append(stem[:-1])
    return tuple(found)


def _bare(word: str) -> str:
    try:
        stemmer = _own.stemmer
    except AttributeError:
        stemmer = _own.stemmer = Stemmer.Stemmer("danish", 0)
    while (shorter := stemmer.stemWord(_verb(word))) != word:
        if len(shorter) < SHORTEST_OF_ADJECTIVE and (kept := _OF_ADJECTIVES.match(word, len(shorter))):
            return shorter + kept[0]
        word = shorter
    return word


def _verb(word: str) -> str:
    """What a noun was made of: «udredning» of «udrede», «bestilling» of «bestille», «oplevelse» of «opleve»."""
    for ending in _OF_VERBS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_VERB:
            return word[: -len(ending)]
    return word
