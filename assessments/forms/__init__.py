"""Input from pages and files, cleaned."""

from assessments.forms.framework_files import (
    FileFaults,
    ImportForm,
    criterion_from_document,
    framework_from_document,
    framework_from_text,
)
from assessments.forms.frameworks import (
    ArrangeForm,
    CopyForm,
    CriterionForm,
    NameForm,
    ReasonForm,
    TitleForm,
    WeightField,
    weight_name,
)
from assessments.forms.rounds import BallotForm, ConflictForm, MergingForm, OpeningForm, RoundForm, field_name
from assessments.forms.voids import DecisionForm, VoidForm
from assessments.forms.weighings import SplitForm, WeighingForm
from assessments.forms.what_if import WhatIfForm

__all__ = [
    "ArrangeForm",
    "BallotForm",
    "ConflictForm",
    "CopyForm",
    "CriterionForm",
    "DecisionForm",
    "FileFaults",
    "ImportForm",
    "MergingForm",
    "NameForm",
    "OpeningForm",
    "ReasonForm",
    "RoundForm",
    "SplitForm",
    "TitleForm",
    "VoidForm",
    "WeighingForm",
    "WeightField",
    "WhatIfForm",
    "criterion_from_document",
    "field_name",
    "framework_from_document",
    "framework_from_text",
    "weight_name",
]
