"""The search page."""

urlpatterns: list[object] = []
