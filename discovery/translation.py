from modeltranslation.translator import TranslationOptions, register

from discovery.models import Activity


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("title", "summary")
