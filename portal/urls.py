"""Every address of the portal. Wagtail's pages come last and take what is left."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import gallery, views

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("redaktion/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("redaktion/", include(wagtailadmin_urls)),
    path("dokumenter/", include(wagtaildocs_urls)),
    path("", include("content.urls")),
    path("konto/", include("people.urls")),
    path("konto/", include("allauth.urls")),
    path("soeg/", include("search.urls")),
    path("sagsforloeb/<slug:slug>/", views.phase, name="phase"),
    path("min-side/", views.my_page, name="my_page"),
    path("arbejdsbord/", views.workbench, name="workbench"),
    path("arbejdsbord/soegning/", include("search.desk_urls")),
    path("komponenter/", gallery.gallery, name="gallery"),
    path("favicon.ico", views.favicon),
    path("was", views.accessibility_statement, name="accessibility_statement"),
    path("", include("courses.urls")),
    path("", include("cases_library.urls")),
    path("", include("hotline.urls")),
    path("", include("themedays.urls")),
    path("", include("surveys.urls")),
    path("", include(wagtail_urls)),
]
