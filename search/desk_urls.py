"""The staff's desk for the search."""

from django.urls import path

from search.views import desk_boosts, desk_index, desk_log, desk_synonyms, desk_words

app_name = "search_desk"
urlpatterns = [
    path("", desk_log.search_log, name="log"),
    path("synonymer/", desk_synonyms.lines, name="synonyms"),
    path("synonymer/ny/", desk_synonyms.new, name="new_synonym"),
    path("synonymer/fjern/", desk_synonyms.take_away, name="take_synonym_away"),
    path("synonymer/fulgte-med/<str:shipped_key>/", desk_synonyms.shipped_line, name="shipped_synonym"),
    path("synonymer/<uuid:key>/", desk_synonyms.own_line, name="synonym"),
    path("ord/", desk_words.words, name="words"),
    path("ord/<uuid:key>/fjern/", desk_words.take_away, name="take_word_away"),
    path("foerst/", desk_boosts.boosts, name="boosts"),
    path("foerst/soegning/", desk_boosts.query, name="boost"),
    path("foerst/tilfoej/", desk_boosts.add, name="add_boost"),
    path("foerst/ret/", desk_boosts.change, name="change_boost"),
    path("indeks/", desk_index.index, name="index"),
]
