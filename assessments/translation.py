from modeltranslation.translator import TranslationOptions, register

from assessments.models import Criterion, Framework


@register(Framework)
class FrameworkTranslation(TranslationOptions):
    fields = ("title",)


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    fields = ("question", "explanation", "low_words", "middle_words", "high_words")
