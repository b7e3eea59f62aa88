"""Taking over a framework."""

from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries
from assessments.models import Criterion, Framework
from foundation import audit
from foundation.transitions import Refused
from regions.models import Region

SIX_PLACES = Decimal("0.000001")


@transaction.atomic
def adopt_framework(*, region: Region, key: str, by: User) -> Framework:
    """The region's own copy of a template; taking it over again makes the next version. Raises Refused."""
    template = queries.templates_by_key().get(key)
    if template is None:
        raise Refused(_("There is no such set of questions."))
    Region.objects.select_for_update().get(pk=region.pk)  # two people at once would make the same version
    earlier = Framework.objects.filter(region=region, key=key).aggregate(version=Max("version"))["version"]
    framework = Framework.objects.create(
        region=region,
        key=key,
        version=(earlier or 0) + 1,
        is_short=template.is_short,
        **columns_of("title", template.title),
    )
    Criterion.objects.bulk_create(
        criterion_row(framework, position, criterion) for position, criterion in enumerate(template.criteria)
    )
    audit.record(audit.region_chain(region.pk), "assessments.adopt_framework", framework, by=by)
    return framework


def criterion_row(framework: Framework, position: int, criterion: queries.TemplateCriterion) -> Criterion:
    texts: dict[str, str] = {}
    for column, text in criterion.texts.items():
        texts |= columns_of(column, text)
    return Criterion(
        framework=framework,
        position=position,
        code=criterion.code,
        principle=criterion.principle,
        kind=criterion.kind,
        weight=as_decimal(criterion.weight),
        measure=criterion.measure,
        **texts,
    )


def columns_of(name: str, text: queries.Text) -> dict[str, str]:
    """The translated columns of one text: question_en, question_ru, ..."""
    return {f"{name}_{language}": words for language, words in text.items()}


def as_decimal(weight: Fraction) -> Decimal:
    """With the six decimals of the column."""
    return (Decimal(weight.numerator) / Decimal(weight.denominator)).quantize(SIX_PLACES)
