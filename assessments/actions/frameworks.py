"""Where a framework comes from: a template, its earlier version, another framework, a file."""

from decimal import Decimal
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import queries
from assessments.models import Criterion, Framework
from foundation import audit, clock
from foundation.transitions import Refused
from regions.models import Region

SIX_PLACES = Decimal("0.000001")
LONGEST_KEY = 60


@transaction.atomic
def adopt_framework(*, region: Region, key: str, by: User) -> Framework:
    """The region's own copy of a template, ready for use; taking it over again makes the next version. Raises Refused."""
    template = queries.template_for(region, key)
    if template is None:
        raise Refused(_("There is no such set of questions."))
    framework = write_version(region, template, key, state=Framework.State.PUBLISHED)
    record(framework, "assessments.adopt_framework", by)
    return framework


@transaction.atomic
def start_version(*, framework: Framework, by: User) -> Framework:
    """A draft of the next version, equal to this one until it is edited. Raises Refused where there is a draft already."""
    if framework.is_draft:
        raise Refused(_("This version is a draft: edit it as it is."))
    draft = write_version(framework.region, queries.content_of(framework), framework.key)
    record(draft, "assessments.start_framework_version", by)
    return draft


@transaction.atomic
def create_framework(*, region: Region, title: str, by: User) -> Framework:
    """An empty draft of a new framework, its title in the language the person works in."""
    key = free_key(region, slugify(title) or "questions")
    lock_region(region)
    draft = Framework.objects.create(region=region, key=key, title=title)
    record(draft, "assessments.create_framework", by)
    return draft


@transaction.atomic
def copy_framework(*, framework: Framework, region: Region, by: User) -> Framework:
    """A draft with the same questions, as a framework of its own in this or another region."""
    copy = write_version(region, queries.content_of(framework), free_key(region, framework.key))
    record(copy, "assessments.copy_framework", by)
    return copy


@transaction.atomic
def import_framework(*, region: Region, content: queries.FrameworkTemplate, by: User) -> Framework:
    """A draft from a file; where the region has a framework of this key, its next version. Raises Refused."""
    draft = write_version(region, content, content.key)
    record(draft, "assessments.import_framework", by)
    return draft


def write_version(
    region: Region, content: queries.FrameworkTemplate, key: str, state: str = Framework.State.DRAFTED
) -> Framework:
    """The next version of that key. Raises Refused where another draft of it is being edited."""
    lock_region(region)
    earlier = Framework.objects.filter(region=region, key=key).aggregate(version=Max("version"))["version"]
    try:
        with transaction.atomic():
            framework = Framework.objects.create(
                region=region,
                key=key,
                version=(earlier or 0) + 1,
                is_short=content.is_short,
                state=state,
                **columns_of("title", content.title),
            )
    except IntegrityError as error:
        raise Refused(
            _("There is a draft of the next version already. Edit it, or throw it away first.")
        ) from error
    Criterion.objects.bulk_create(
        criterion_row(framework, position, criterion) for position, criterion in enumerate(content.criteria)
    )
    if state == Framework.State.PUBLISHED:
        framework.digest = queries.framework_digest(framework)
        framework.published_at = clock.now()
        framework.save(update_fields=["digest", "published_at"])
    return framework


def lock_region(region: Region) -> None:
    """Two people at once would make the same version."""
    Region.everywhere.select_for_update().get(pk=region.pk)


def free_key(region: Region, wanted: str) -> str:
    """The key itself, or with the first number that is free."""
    base = wanted[: LONGEST_KEY - 4]
    taken = set(Framework.objects.filter(region=region, key__startswith=base).values_list("key", flat=True))
    keys = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


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
        scale_min=criterion.scale_min,
        scale_max=criterion.scale_max,
        is_reversed=criterion.is_reversed,
        **texts,
    )


def columns_of(name: str, text: queries.Text) -> dict[str, str]:
    """The translated columns of one text: question_en, question_ru, ..."""
    return {f"{name}_{language}": words for language, words in text.items()}


def as_decimal(weight: Fraction) -> Decimal:
    """With the six decimals of the column."""
    return (Decimal(weight.numerator) / Decimal(weight.denominator)).quantize(SIX_PLACES)


def record(framework: Framework, verb: str, by: User) -> None:
    after = queries.framework_digest(framework)
    audit.record(audit.region_chain(framework.region_id), verb, framework, by=by, after=after)
