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
from assessments.forms.paper import (
    SheetForm,
    SheetLanguageForm,
    SheetPrintForm,
    cell_name,
    interest_name,
    typed_cells,
)
from assessments.forms.paper_files import PaperFileForm, SheetsReader, columns_of, table_of
from assessments.forms.rounds import (
    BallotForm,
    ConflictForm,
    GivenBallot,
    MergingForm,
    OpeningForm,
    RoundForm,
    field_name,
    given_ballot,
)
from assessments.forms.scenarios import ScenarioForm
from assessments.forms.voids import DecisionForm, VoidForm
from assessments.forms.weighings import SplitForm, WeighingForm
from assessments.forms.what_if import WhatIfForm
from assessments.forms.wheels import (
    NO_INFORMATION_WORD,
    GradesForm,
    WheelForm,
    WheelStepForm,
    grade_word,
)

__all__ = [
    "NO_INFORMATION_WORD",
    "ArrangeForm",
    "BallotForm",
    "ConflictForm",
    "CopyForm",
    "CriterionForm",
    "DecisionForm",
    "FileFaults",
    "GivenBallot",
    "GradesForm",
    "ImportForm",
    "MergingForm",
    "NameForm",
    "OpeningForm",
    "PaperFileForm",
    "ReasonForm",
    "RoundForm",
    "ScenarioForm",
    "SheetForm",
    "SheetLanguageForm",
    "SheetPrintForm",
    "SheetsReader",
    "SplitForm",
    "TitleForm",
    "VoidForm",
    "WeighingForm",
    "WeightField",
    "WhatIfForm",
    "WheelForm",
    "WheelStepForm",
    "cell_name",
    "columns_of",
    "criterion_from_document",
    "field_name",
    "framework_from_document",
    "framework_from_text",
    "given_ballot",
    "grade_word",
    "interest_name",
    "table_of",
    "typed_cells",
    "weight_name",
]
