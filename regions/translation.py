from modeltranslation.translator import TranslationOptions, register

from regions.models import Domain, PolicyObjective, Region, ScientificDomain, Source


@register(Region)
class RegionTranslation(TranslationOptions):
    fields = ("name", "short_name")


@register(Domain)
class DomainTranslation(TranslationOptions):
    fields = ("name",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("publisher", "note")


@register(ScientificDomain)
class ScientificDomainTranslation(TranslationOptions):
    fields = ("name",)


@register(PolicyObjective)
class PolicyObjectiveTranslation(TranslationOptions):
    fields = ("title", "explanation", "document")
