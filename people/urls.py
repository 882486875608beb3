"""Addresses of one's own account that allauth does not have."""

from django.urls import path

from people import views

urlpatterns = [
    path("", views.account, name="account"),
    path("navn/", views.change_name, name="account_change_name"),
]
