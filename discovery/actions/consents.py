"""The words people agree to when they join."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from discovery.models import ConsentText
from foundation import audit
from regions.models import Region


@transaction.atomic
def publish_consent(*, region: Region, texts: Mapping[str, str], by: User) -> ConsentText:
    """The next version of the region's text: {"text_ru": ...}. With no words at all, nothing is asked from now on.

    What people agreed to before stays as it was shown to them.
    """
    Region.everywhere.select_for_update().get(pk=region.pk)  # two at once would make the same version
    latest = ConsentText.objects.filter(region=region).aggregate(version=Max("version"))["version"]
    words = {name: text or None for name, text in texts.items()}
    consent = ConsentText.objects.create(
        region=region,
        version=(latest or 0) + 1,
        is_asked=any(words.values()),
        created_by=by,
        **words,
    )
    audit.record(audit.region_chain(region.pk), "discovery.publish_consent", consent, by=by)
    return consent
