"""The register of clusters."""

from typing import Any

from rest_framework import serializers

from discovery.api.serializers.fiche import TakingPartOut
from discovery.api.serializers.fields import Line, Shape, Text, optional
from discovery.models import LinkKind


class ClusterData(Shape):
    """What is left out stays as it is. At least one name."""

    name_kk = optional(Line, 160)
    name_ru = optional(Line, 160)
    name_en = optional(Line, 160)
    description_kk = optional(Text, 4000)
    description_ru = optional(Text, 4000)
    description_en = optional(Text, 4000)
    coordinator = optional(Line, 200)
    website = serializers.URLField(max_length=200, required=False, allow_blank=True)
    domain_codes = serializers.ListField(
        child=serializers.CharField(max_length=8), max_length=100, required=False, help_text="NACE codes"
    )
    districts = serializers.ListField(child=Line(max_length=120), max_length=100, required=False)
    activity_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=200, required=False
    )


class ClusterChangeData(ClusterData):
    edit_version = serializers.IntegerField(min_value=1, required=False, help_text="The one that was read")


class ClusterQuery(Shape):
    domain = serializers.CharField(max_length=8, required=False)


class Codes(serializers.ListField):
    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        return [getattr(row, "code", None) or row.name for row in data]


class DistrictNames(serializers.ListField):
    child = serializers.CharField()

    def to_representation(self, data: Any) -> list[str]:
        return [row.name for row in data]


class ClusterOut(Shape):
    id = serializers.IntegerField()
    region = serializers.CharField(source="region.code")
    name = serializers.CharField()
    description = serializers.CharField()
    coordinator = serializers.CharField(source="coordinator.name", default=None, allow_null=True)
    website = serializers.CharField()
    domains = Codes(source="domains.all", read_only=True)
    districts = DistrictNames(source="districts.all", read_only=True)
    is_demonstration = serializers.BooleanField()
    edit_version = serializers.IntegerField()
    closed_at = serializers.DateTimeField(allow_null=True)


class ClusterRowOut(ClusterOut):
    organizations = serializers.IntegerField(source="member_count")
    state_controlled = serializers.IntegerField(source="state_count")
    activities = serializers.IntegerField(source="activity_count")


class NeighborOut(Shape):
    id = serializers.IntegerField(source="pk")
    cluster = serializers.IntegerField(source="cluster.pk")
    name = serializers.CharField(source="cluster.name")
    region = serializers.CharField(source="cluster.region.code")
    kind = serializers.ChoiceField(choices=LinkKind.choices)
    is_outgoing = serializers.BooleanField()


class ServedActivityOut(Shape):
    id = serializers.IntegerField()
    title = serializers.CharField()


class NetworkOut(Shape):
    organizations = TakingPartOut(many=True, source="members")
    left_out = serializers.IntegerField(source="hidden_members")
    activities = ServedActivityOut(many=True)
    clusters = NeighborOut(many=True, source="neighbors")


class LinkData(Shape):
    other = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=LinkKind.choices)


class LinkOut(Shape):
    id = serializers.IntegerField()
    cluster = serializers.IntegerField(source="cluster_id")
    other = serializers.IntegerField(source="other_id")
    kind = serializers.CharField()


class RegisterData(Shape):
    is_closed = serializers.BooleanField()
    reason = optional(Text, 1000)
