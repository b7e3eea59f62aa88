from modeltranslation.translator import TranslationOptions, register

from discovery.models import Activity, Cluster, ConsentText, Step


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Cluster)
class ClusterTranslation(TranslationOptions):
    fields = ("name", "description")


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ("title",)


@register(ConsentText)
class ConsentTextTranslation(TranslationOptions):
    fields = ("text",)
