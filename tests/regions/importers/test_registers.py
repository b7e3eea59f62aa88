"""Registers and manifests that contradict themselves are refused by name."""

from pathlib import Path

import pytest

from regions.importers import by_any_code, read_class_names, read_manifest, read_territories
from tests.regions.statistics import KAZAKHSTAN

HEADER = (KAZAKHSTAN / "regions.csv").read_text(encoding="utf-8").splitlines()[0]


def test_region_twice(tmp_path: Path) -> None:
    file = tmp_path / "regions.csv"
    file.write_text(f"{HEADER}\n" + "AAA,AAA,а,а,a,XX-1,oblast,2010,2025,\n" * 2, encoding="utf-8")
    with pytest.raises(ValueError, match=r"regions\.csv: AAA occurs twice"):
        read_territories(file)


def test_one_code_for_two_regions(tmp_path: Path) -> None:
    file = tmp_path / "regions.csv"
    rows = "AAA,X,а,а,a,XX-1,oblast,2010,2025,\nBBB,X,б,б,b,XX-2,oblast,2010,2025,\n"
    file.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    with pytest.raises(ValueError, match="X names two regions"):
        by_any_code(read_territories(file))


def test_class_twice(tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("hs_section,name_ru,hs_chapters,name_en\nI,а,1,a\nI,б,2,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="I occurs twice"):
        read_class_names(file)


def test_manifest_with_an_unknown_indicator(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(
        '{"source": {}, "comparable_until": 2024, "files": [{"file": "a.csv", "shape": "long", "years": [2020, 2024],'
        ' "indicator": "happiness"}]}'
    )
    with pytest.raises(ValueError, match=r"a\.csv: unknown indicators happiness"):
        read_manifest(file)
