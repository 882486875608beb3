"""Addresses of one's own account that allauth does not have."""

urlpatterns: list[object] = []
