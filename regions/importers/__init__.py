"""Streaming readers of statistical files: rows in, typed observations and named errors out. No Django.

A *layout* (data, see `layouts`) says how one file is arranged; `read_observations` walks through it once and
yields an Observation for each cell with a value, a Problem for each thing that is wrong, and a Note for
each thing an analyst must be told. An empty cell yields nothing: no value is not zero. Whoever stores the
observations decides what a Problem means; the import command stores nothing of a file that has one.
"""

from regions.importers.indicators import INDICATORS, Indicator
from regions.importers.layouts import CellRule, Layout, Manifest, long_form, read_manifest
from regions.importers.mappings import ColumnMapping, layout_for, named_columns
from regions.importers.messages import MESSAGES
from regions.importers.observations import Note, Observation, Problem
from regions.importers.reader import TableReader, read_observations
from regions.importers.registers import (
    ClassName,
    DomainName,
    Place,
    RegionPart,
    Territory,
    by_any_code,
    read_class_names,
    read_domain_names,
    read_places,
    read_region_parts,
    read_territories,
)

__all__ = [
    "INDICATORS",
    "MESSAGES",
    "CellRule",
    "ClassName",
    "ColumnMapping",
    "DomainName",
    "Indicator",
    "Layout",
    "Manifest",
    "Note",
    "Observation",
    "Place",
    "Problem",
    "RegionPart",
    "TableReader",
    "Territory",
    "by_any_code",
    "layout_for",
    "long_form",
    "named_columns",
    "read_class_names",
    "read_domain_names",
    "read_manifest",
    "read_observations",
    "read_places",
    "read_region_parts",
    "read_territories",
]
