from modeltranslation.translator import TranslationOptions, register

from projects.models import Call


@register(Call)
class CallTranslation(TranslationOptions):
    fields = ("title", "summary")
