"""One's own account: what is kept, and where to change it."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from people.actions import accounts
from people.forms import PersonName


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, e-mail and memberships, and the links to change them."""
    person = request.user
    context = {
        "memberships": person.memberships.select_related("organisation").order_by("pk"),
        "second_factor": is_mfa_enabled(person),
    }
    return render(request, "people/account.html", context)


@login_required
def change_name(request: HttpRequest) -> HttpResponse:
    form = PersonName(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        accounts.rename(person=request.user, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Your name has been changed."))
        return redirect("account")
    return render(request, "people/change_name.html", {"form": form})
