"""Texts as people type them, cleaned as on the pages."""

from typing import Any

from rest_framework import serializers

from discovery.forms.texts import one_line, several_lines

Shape = serializers.Serializer[Any]


class Line(serializers.CharField):
    """Cleaned before it is checked: what holds only invisible characters is blank."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(one_line(data) if isinstance(data, str) else data)


class Text(serializers.CharField):
    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(several_lines(data) if isinstance(data, str) else data)


def optional(field: type[serializers.CharField], max_length: int) -> serializers.CharField:
    return field(max_length=max_length, required=False, allow_blank=True)


def optional_choice(choices: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=choices, required=False, allow_blank=True)
