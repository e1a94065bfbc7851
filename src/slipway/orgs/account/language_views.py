"""*Language*: which one an account reads Slipway in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.orgs.access import account_of
from slipway.orgs.account.life import choose_language
from slipway.orgs.forms import LanguageForm
from slipway.web.languages import AS_THE_BROWSER, speak_as_browser, speak_to_visitor


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_language(request: HttpRequest) -> HttpResponse:
    """Choose a language, or go by the browser's again."""
    user = account_of(request)
    form = LanguageForm(
        request.POST if request.method == "POST" else None, initial={"language": user.language or AS_THE_BROWSER}
    )
    if form.is_valid():
        choose_language(actor=user, language=form.cleaned_data["language"])
        speak_as_browser(request)
        speak_to_visitor(request)  # "Saved." is read in the language that was chosen
        messages.success(request, _("Saved."))
        return redirect("my-language")
    return render(request, "orgs/my_language.html", {"form": form}, status=422 if form.is_bound else 200)
