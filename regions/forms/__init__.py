"""Input about regions, their objectives and figures, cleaned."""

from regions.forms.figures import (
    BoundariesForm,
    ClassSearchForm,
    ComparisonForm,
    MapForm,
    SectorTypesForm,
    SplitForm,
)
from regions.forms.imports import MappingForm, UploadForm, mapping_as_input
from regions.forms.people import EndForm, InvitationForm, RevocationForm
from regions.forms.regions import (
    NewObjectiveForm,
    ObjectiveForm,
    ObservationFilter,
    RetirementForm,
    RulesForm,
)

__all__ = [
    "BoundariesForm",
    "ClassSearchForm",
    "ComparisonForm",
    "EndForm",
    "InvitationForm",
    "MapForm",
    "MappingForm",
    "NewObjectiveForm",
    "ObjectiveForm",
    "ObservationFilter",
    "RetirementForm",
    "RevocationForm",
    "RulesForm",
    "SectorTypesForm",
    "SplitForm",
    "UploadForm",
    "mapping_as_input",
]
