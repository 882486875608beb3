"""The search page, and what it asks for while somebody types."""

from django.urls import path

from search.views import results, suggestions

urlpatterns = [
    path("", results.search_page, name="search"),
    path("forslag/", suggestions.suggestions, name="search_suggestions"),
    path("klik/", suggestions.click, name="search_click"),
]
