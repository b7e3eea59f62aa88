"""The three commands: real files, and each thing that can be wrong with one."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regions.models import Domain, Observation, ObservationImport, Region
from tests.regions.loaded import GVA
from tests.regions.statistics import KAZAKHSTAN

pytestmark = pytest.mark.django_db

GRP = "grp_by_region.csv"
WIDE_HEADER = b"region," + b",".join(b"%d" % year for year in range(2010, 2026)) + b"\n"
EXPORTS = "exports_by_region_hs_section_2024.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demonstration's files, to be spoilt."""
    return Path(shutil.copytree(KAZAKHSTAN, tmp_path / "kazakhstan"))


@pytest.fixture
def regions() -> None:
    call_command("import_regions", KAZAKHSTAN / "regions.csv", verbosity=0)


def refused(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What stands on stderr when the command fails; CommandError is what makes the exit code 1."""
    with pytest.raises(CommandError):
        call_command("import_observations", path, *options)
    return capsys.readouterr().err


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) >= 1
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_manifest_loads_everything(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_observations", KAZAKHSTAN / "manifest.json")
    assert Observation.objects.count() == 8183
    assert capsys.readouterr().out.count("\n") >= 7


def test_a_second_run_changes_nothing(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_observations", KAZAKHSTAN / GRP, "--language", "en")
    capsys.readouterr()
    call_command("import_observations", KAZAKHSTAN / GRP, "--language", "en")
    assert "exactly this file was loaded before" in capsys.readouterr().out
    assert ObservationImport.objects.count() == 1


PLANTED = [  # what to find, what to put there, the row and what must be said
    ("ATY,2843649.2", "QQQ,2843649.2", 8, "Unknown region: QQQ"),
    ("ATY,2843649.2", "ATY,many", 8, "not a number: many"),
    ("ATY,2843649.2", "ATY,-2843649.2", 8, "cannot be negative"),
    ("ATY,2843649.2", "ATY,nan", 8, "infinite nor undefined"),
    ("ATY,2843649.2", "ATY,1e300", 8, "too many digits"),
    ("ATY,2843649.2", 'ATY,"2,843"', 8, "may be a thousand or a fraction"),
    ("ATY,2843649.2", "ATY,=1+1", 8, "not a number"),
    ("ATY,2843649.2", "ATY,–", 8, "not a number"),
    ("ATY,2843649.2,", "ATY,2843649.2,,", 8, "The row has 18 columns; the header has 17"),
    ("KZL,", "ATY,", 11, "A second value for ATY grp 2010"),
    ("region,2010", "region,2009", 1, "column 2010 is missing"),
    ("region,2010,2011", "region,2010,2010", 1, "more than once"),
]


@pytest.mark.parametrize(("before", "after", "row", "said"), PLANTED)
def test_a_planted_error_is_named_and_nothing_is_stored(
    regions: None,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    before: str,
    after: str,
    row: int,
    said: str,
) -> None:
    spoil(folder / GRP, before, after)
    told = refused(folder / GRP, capsys, "--language", "en")
    assert f"{GRP}, row {row}" in told
    assert said in told
    assert not Observation.objects.exists()
    assert not ObservationImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (WIDE_HEADER + b"ATY,\x00\n", "NUL byte"),
        (b"just one column\nATY\n", "one single column"),
        (WIDE_HEADER + b'ATY,"1\n', "cannot be read as CSV"),
        (b"PK\x03\x04\x14\x00\x06\x00", "not a text file"),
        (WIDE_HEADER + b"A" * 1_000_001, "longer than"),
    ],
)
def test_what_is_no_table_is_refused(
    regions: None, folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    (folder / GRP).write_bytes(content)
    assert said in refused(folder / GRP, capsys, "--language", "en")
    assert not Observation.objects.exists()


def test_every_wrong_row_is_named(regions: None, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("ABY,", "AKM,", "VKO,"):
        spoil(folder / GRP, f"\n{code}", f"\nx{code}")
    told = refused(folder / GRP, capsys, "--language", "en")
    assert [f"Unknown region: x{code}" in told for code in ("ABY", "AKM", "VKO")] == [True] * 3
    assert "3 places are wrong" in told


def test_one_wrong_file_does_not_keep_the_others_out(
    regions: None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / EXPORTS, "ATY,V,", "ATY,VV,")
    told = refused(folder / "manifest.json", capsys, "--language", "en")
    assert "Unknown class: VV" in told
    assert not Observation.objects.filter(brought_by__file_name=EXPORTS).exists()
    assert ObservationImport.objects.count() == 6


def test_a_figure_that_contradicts_another_file_names_both(
    regions: None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_observations", KAZAKHSTAN / GVA)
    spoil(folder / GRP, "ATY,2843649.2", "ATY,2843649.3")
    told = refused(folder / GRP, capsys, "--language", "en")
    assert f"{GRP}, row 8, 2010" in told
    assert f"2843649.3 million KZT here, but 2843649.2 million KZT in {GVA}" in told


def test_a_newer_file_is_taken_when_asked(regions: None, folder: Path) -> None:
    call_command("import_observations", folder / GRP)
    spoil(folder / GRP, "ATY,2843649.2", "ATY,2843649.3")
    with pytest.raises(CommandError):
        call_command("import_observations", folder / GRP)
    call_command("import_observations", folder / GRP, "--replace")
    stored = Observation.objects.get(indicator="grp", region__data_code="ATY", year=2010)
    assert str(stored.value.normalize()) == "2843649.3"


def test_faults_are_told_in_the_asked_language(
    regions: None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder / GRP, "ATY,2843649.2", "ATY,много")
    told = refused(folder / GRP, capsys, "--language", "ru")
    assert "строка 8" in told
    assert "Это не число: много" in told


def test_a_cyrillic_name_in_windows_1251_is_read(regions: None, folder: Path) -> None:
    structure = folder / "structure_by_region.csv"
    spoil(structure, "ATY,Atyrau,", "ATY,Атырау,")
    structure.write_bytes(structure.read_text(encoding="utf-8").encode("cp1251"))
    call_command("import_observations", structure)
    assert Observation.objects.filter(region__data_code="ATY", indicator="population").count() == 3


def test_a_file_the_manifest_does_not_know(regions: None, folder: Path) -> None:
    (folder / "new.csv").write_text("region,2010\n")
    with pytest.raises(CommandError, match=r"new\.csv"):
        call_command("import_observations", folder / "new.csv", "--language", "en")


@pytest.mark.parametrize("content", ["", "{}", '{"source": {}, "comparable_until": 2024, "files": [{}]}'])
def test_a_broken_manifest_is_no_traceback(regions: None, folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    with pytest.raises(CommandError, match=r"manifest\.json"):
        call_command("import_observations", folder / "manifest.json")


def test_a_missing_file_is_named_and_the_others_are_loaded(
    regions: None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / EXPORTS).unlink()
    assert EXPORTS in refused(folder / "manifest.json", capsys)
    assert ObservationImport.objects.count() == 6


def test_without_regions_every_row_is_unknown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Unknown region: ABY" in refused(folder / GRP, capsys, "--language", "en")


def test_regions_come_from_the_register_with_their_places() -> None:
    call_command("import_regions", KAZAKHSTAN / "regions.csv")
    assert Region.objects.count() == 22
    north = Region.objects.get(data_code="SKO")
    assert (north.tile_row, north.time_zone) == (1, "Asia/Almaty")


@pytest.mark.parametrize(
    ("before", "after"),
    [("\nABY,", "\nATY,"), (",2021,2025,created", ",soon,2025,created"), ("code,data_code", "code,unknown")],
)
def test_a_broken_register_enters_nothing(folder: Path, before: str, after: str) -> None:
    spoil(folder / "regions.csv", before, after)
    with pytest.raises(CommandError, match=r"regions\.csv"):
        call_command("import_regions", folder / "regions.csv")
    assert not Region.objects.exists()


def test_commands_can_be_silent(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_domains", verbosity=0)
    call_command("import_regions", KAZAKHSTAN / "regions.csv", verbosity=0)
    call_command("import_observations", KAZAKHSTAN / GRP, verbosity=0)
    assert capsys.readouterr().out == ""


def test_two_regions_never_share_a_square(folder: Path) -> None:
    spoil(folder / "tiles.csv", "\nABY,5,3", "\nABY,6,3")
    with pytest.raises(CommandError, match="square 6, 3"):
        call_command("import_regions", folder / "regions.csv")


def test_domains_come_with_the_product() -> None:
    call_command("import_domains")
    assert Domain.objects.count() == 109


def test_a_division_of_no_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nace.csv").write_text("code,parent,name_en,name_ru,name_kk\n01,Z,Crops,,\n")
    with pytest.raises(CommandError, match="no section"):
        call_command("import_domains", tmp_path / "nace.csv")
    assert not Domain.objects.exists()
