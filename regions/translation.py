from modeltranslation.translator import TranslationOptions, register

from regions.models import Domain, Region, Source


@register(Region)
class RegionTranslation(TranslationOptions):
    fields = ("name", "short_name")


@register(Domain)
class DomainTranslation(TranslationOptions):
    fields = ("name",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("publisher", "note")
