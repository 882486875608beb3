"""Words that compounds are split by."""

from __future__ import annotations

import uuid

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.permissions import Permission
from search import wordlists
from search.actions.reindex import ask_for_reindex
from search.actions.wordlists import add_lexicon_word, take_lexicon_word_away
from search.forms import WordForm
from search.models import LexiconWord, SearchTerm
from search.preview import Split, splits
from search.views.desk import PER_PAGE, desk, only_for

EXAMPLES = 20  # words of the index that hold the word


@never_cache
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The words of staff; a word is added when its preview has been seen, or at once."""
    only_for(request, Permission.MANAGE_SEARCH)
    if request.method == "GET":
        return _page(request, WordForm(initial={"word": request.GET.get("ord", "")[:60]}))
    form = WordForm(request.POST)
    if form.is_valid():
        form.refuse_known()
    if not form.is_valid():
        return _page(request, form)
    word = form.cleaned_data["word"]
    if request.POST.get("do") != "add":
        known = wordlists.extra_words()
        tried = list(dict.fromkeys([*form.words_to_try(), *_examples(word)]))
        return _page(request, form, preview=splits(tried, before=known, after=known | {word}), tried=bool(tried))
    add_lexicon_word(word=word, by=request.user)  # type: ignore[arg-type]
    ask_for_reindex(by=request.user)  # type: ignore[arg-type]
    flash.success(request, _("«%(word)s» was added. The texts are analysed again in the background.") % {"word": word})
    return redirect("search_desk:words")


@never_cache
@require_http_methods(["GET", "POST"])
def take_away(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What would be split in another way without the word; and away it goes."""
    only_for(request, Permission.MANAGE_SEARCH)
    word = LexiconWord.objects.filter(key=key, origin=LexiconWord.Origin.STAFF).first()
    if word is None and request.method == "POST":
        flash.info(request, _("The word was already gone."))
        return redirect("search_desk:words")
    word = word or get_object_or_404(LexiconWord, key=key, origin=LexiconWord.Origin.STAFF)
    if request.method == "POST":
        text = word.word
        take_lexicon_word_away(word=word, by=request.user)  # type: ignore[arg-type]
        ask_for_reindex(by=request.user)  # type: ignore[arg-type]
        flash.success(
            request, _("«%(word)s» was removed. The texts are analysed again in the background.") % {"word": text}
        )
        return redirect("search_desk:words")
    known = wordlists.extra_words()
    preview = splits(_examples(word.word), before=known, after=known - {word.word})
    context = {"word": word, "preview": preview}
    return render(request, "search/desk/word_away.html", desk(request, "search_desk:words") | context)


def _examples(word: str) -> list[str]:
    """Words of the indexed texts that hold the word, those in most things first."""
    found = SearchTerm.objects.filter(surface__icontains=word, is_word=True).order_by("-things", "token")
    return list(found.values_list("surface", flat=True)[:EXAMPLES])


def _page(
    request: HttpRequest, form: WordForm, *, preview: list[Split] | None = None, tried: bool = False
) -> HttpResponse:
    own = LexiconWord.objects.filter(origin=LexiconWord.Origin.STAFF).order_by("word")
    context = {
        "form": form,
        "preview": preview,
        "tried": tried,
        "words": Paginator(own, PER_PAGE).get_page(request.GET.get("side")),
        "from_texts": LexiconWord.objects.filter(origin=LexiconWord.Origin.TEXTS).count(),
    }
    return render(request, "search/desk/words.html", desk(request, "search_desk:words") | context)
