"""The language menu of every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.i18n import set_language

from accounts import actions


def language_choose(request: HttpRequest) -> HttpResponse:
    """Stay on the page, in the language chosen; a person the platform knows, a guest too, keeps it for letters.

    Django resolves the address of that page in the language of this request, which is not the address's own where
    somebody came by a link: then it would leave them in the old language.
    """
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        actions.choose_language(language=chosen, by=request.user)
    spoken_there = translation.get_language_from_path(request.POST.get("next", ""))
    with translation.override(spoken_there or translation.get_language()):
        return set_language(request)
