"""Addresses of theme days besides the pages themselves: signing up, one's own registration, and the workbench."""

app_name = "themedays"
urlpatterns: list[object] = []
