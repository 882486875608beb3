"""What staff type at the search desk, and what they must mend. Each error says how."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search import danish, wordlists
from search.models import LexiconWord
from search.synonyms import LONGEST, MOST_WORDS, Group, Problem, Unreadable, folded, read_line

LONGEST_QUERY = 200  # letters
SHORTEST_WORD = 4  # letters: shorter parts would cut everything to pieces
MOST_TO_TRY = 40  # words in a preview

_SENTENCES = {
    Problem.NO_SIGN: _("Write an equals sign between the words, for instance «vum = voksenudredningsmetoden»."),
    Problem.MANY_SIGNS: _("Write only one equals sign. More words on one side are parted by commas."),
    Problem.ONE_SIDED: _("Write words on both sides of the equals sign."),
    Problem.TOO_MANY: _("Write at most %(most)s words in one line. Make two lines of it."),
    Problem.TOO_LONG: _("«%(word)s» is too long. A word or phrase has at most %(longest)s letters."),
    Problem.NO_LETTERS: _("«%(word)s» holds neither letters nor numbers."),
    Problem.STOP_WORD: _("«%(word)s» is so common that the search leaves it out. Write another word."),
    Problem.TWICE: _("«%(word)s» stands twice. Write it once."),
}


class TryForm(forms.Form):
    """What else the preview is to try, beside what people search for most."""

    try_query = forms.CharField(
        label=_("Try a search"),
        max_length=LONGEST_QUERY,
        required=False,
        help_text=_("The preview also tries what people search for most."),
    )

    def clean_try_query(self) -> str:
        return " ".join(str(self.cleaned_data["try_query"]).split())


class SynonymForm(TryForm):
    """One line of synonyms; `group` is what it says. `own` is the line that is being changed, as it stands now."""

    words = forms.CharField(
        label=_("Words that mean the same"),
        max_length=800,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "true"}),
        help_text=_("Put an equals sign between them, and commas if there are more: «vum = voksenudredningsmetoden»."),
    )
    direction = forms.ChoiceField(
        label=_("Holds"),
        choices=[
            ("both", _("Both ways: whoever searches for one of the words also finds the others")),
            ("one", _("One way: whoever searches for the words on the left also finds those on the right")),
        ],
        initial="both",
        widget=forms.RadioSelect,
    )
    field_order = ["words", "direction", "try_query"]

    group: Group

    def __init__(self, *args: Any, own: Group | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    @classmethod
    def about(cls, group: Group, data: Any = None) -> SynonymForm:
        return cls(data, own=group, initial={"words": group.text, "direction": "one" if group.one_way else "both"})

    def clean_words(self) -> str:
        text: str = self.cleaned_data["words"]
        try:
            self.group = read_line(text)
        except Unreadable as fault:
            values = {"word": fault.word[:LONGEST], "most": MOST_WORDS, "longest": LONGEST}
            raise forms.ValidationError(_SENTENCES[fault.problem] % values) from None
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "words" in cleaned and "direction" in cleaned:
            self.group = self.group._replace(one_way=self.group.one_way or cleaned["direction"] == "one")
            if same := self._the_same_line():
                self.add_error("words", _("The line is there already: «%(line)s». Change that one.") % {"line": same})
        return cleaned

    def _the_same_line(self) -> str:
        mine = {folded(word) for word in self.group.words}
        for other in wordlists.groups_with(wordlists.stored_synonyms()):
            if other != self.own and {folded(word) for word in other.words} == mine:
                return other.text
        return ""


class WordForm(forms.Form):
    """A word that compounds are split by, and words to see the difference on."""

    word = forms.CharField(
        label=_("Word"),
        max_length=LONGEST,
        help_text=_("One word as it stands in a dictionary: «støtte», «borger», «udredning»."),
    )
    try_words = forms.CharField(
        label=_("Words to try"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Compound words that hold the word. You see how they are split before and after."),
    )

    def clean_word(self) -> str:
        word = str(self.cleaned_data["word"]).strip().lower()
        if not re.fullmatch(r"[^\W\d_]+", word):
            raise forms.ValidationError(_("Write one word with letters only: no spaces, numbers or hyphens."))
        if len(word) < SHORTEST_WORD:
            raise forms.ValidationError(_("Write at least %(n)s letters.") % {"n": SHORTEST_WORD})
        if all(found.stop for found in danish.words(word)):
            raise forms.ValidationError(_("«%(word)s» is so common that the search leaves it out.") % {"word": word})
        return word

    def refuse_known(self) -> None:
        """Adds an error when the word is there already."""
        if LexiconWord.objects.filter(word=self.cleaned_data.get("word", "")).exists():
            self.add_error("word", _("The word is there already."))

    def words_to_try(self) -> list[str]:
        found = re.findall(r"[^\W\d_]+", self.cleaned_data.get("try_words", ""))
        return list(dict.fromkeys(word.lower()[:LONGEST] for word in found))[:MOST_TO_TRY]


class QueryForm(forms.Form):
    """The query whose first results staff choose."""

    query = forms.CharField(
        label=_("Query"),
        max_length=LONGEST_QUERY,
        help_text=_("As people type it. It also holds when they inflect or spell it in another way."),
    )

    def clean_query(self) -> str:
        query = " ".join(str(self.cleaned_data["query"]).split())
        if not wordlists.query_key(query):
            raise forms.ValidationError(_("Write words with letters or numbers."))
        return query


class BoostForm(forms.Form):
    """A thing to stand first: from a button beside a result, never typed."""

    query = forms.CharField(max_length=LONGEST_QUERY, widget=forms.HiddenInput)
    kind = forms.CharField(max_length=30, widget=forms.HiddenInput)
    object_id = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
