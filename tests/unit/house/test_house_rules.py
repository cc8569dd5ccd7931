"""The habits of the house that no linter knows, each checked over the source itself."""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "lantern"
ORDER = [
    "timekeeping", "design", "tenancy", "trail", "accounts", "organisation", "access", "documents", "children",
    "obligations", "writing", "network", "missing", "exploitation", "ecomap",
    "meetings", "mace1", "governance", "exchange", "home", "casefile",
    "demo", "config",
]  # fmt: skip


def sources(pattern: str = "**/*.py") -> Iterator[Path]:
    return (path for path in sorted(SOURCE.glob(pattern)) if "migrations" not in path.parts)


def tracked() -> list[Path]:
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def test_no_file_is_over_400_lines_and_the_median_is_small() -> None:
    """The bar: no file over 400 lines, median about 70."""
    lengths = {path: len(path.read_text().splitlines()) for path in sources()}
    assert {path.name: length for path, length in lengths.items() if length > 400} == {}
    assert statistics.median(length for length in lengths.values() if length > 3) <= 100


LACKING = 2_300
"""Lines of tests that the first part of the meetings is behind; it goes down with each further part, and then goes."""


def test_test_code_keeps_up_with_product_code() -> None:
    """At least one line of test a line of product is the bar."""
    product = sum(len(path.read_text().splitlines()) for path in sources())
    tests = sum(len(path.read_text().splitlines()) for path in (ROOT / "tests").rglob("*.py"))
    assert tests + LACKING >= product, f"{tests} lines of tests for {product} of product"


def test_views_reach_records_only_through_the_viewers_scope() -> None:
    """SHA-2; design.md, habit 3: `Model.objects` in a view is a hole in the wall."""
    found = []
    for path in [*sources("*/views.py"), *sources("*/views/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_a_day_is_one_of_london() -> None:
    """MIS-17: in summer the hour after midnight is still yesterday by the clock that moments are kept in."""
    moment = re.compile(r"(\b(at|now|until|since)|now\((UTC)?\))\.date\(\)")
    code = [
        path for path in sources() if "demo/rules" not in str(path)
    ]  # what is invented there is told in London's time
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "unit" not in path.parts]
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in [*code, *tests]
        for line in path.read_text().splitlines()
        if moment.search(line) and "test_real_feed" not in path.name and "mapping/dates" not in str(path)
    ]
    assert found == []


def test_models_import_no_actions() -> None:
    """design.md: layers do not see a model that imports a lower room's actions."""
    found = [
        str(path)
        for path in [*sources("*/models.py"), *sources("*/models/*.py")]
        if re.search(r"^\s*(from|import) lantern\.\w+(\.| import )actions", path.read_text(), re.MULTILINE)
    ]
    assert found == []


def test_foreign_keys_given_as_text_do_not_point_upwards() -> None:
    """design.md: the import contracts cannot see a key named in quotation marks."""
    found = []
    for path in [*sources("*/models.py"), *sources("*/models/*.py")]:
        for label in re.findall(
            r"(?:ForeignKey|Within|OneToOneField|ManyToManyField)\(\s*[\"'](\w+)\.", path.read_text()
        ):
            if label in ORDER and ORDER.index(label) > ORDER.index(room_of(path)):
                found.append(f"{path}: {label}")
    assert found == []


def test_every_room_is_in_order() -> None:
    """The list above is the contracts' order, from the lowest."""
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(ORDER)


def test_nothing_is_left_for_later() -> None:
    """No unfinished mark without a reason; no drawer without a name."""
    marks = [
        str(path) for path in sources() if re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", path.read_text())
    ]
    drawers = [str(path) for path in sources() if path.stem in ("utils", "helpers", "common", "core", "misc")]
    assert marks + drawers == []


def test_no_address_of_a_package_registry_and_no_path_of_a_machine() -> None:
    """Lock files included."""
    registry = "py" + r"pi\.org|python" + r"hosted|registry\.npm" + "js"
    machine = r"/work/main|/root/\."
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix not in (".png", ".woff2") and re.search(f"{registry}|{machine}", path.read_text(errors="ignore"))
    ]
    assert [name for name in found if name != Path(__file__).relative_to(ROOT).as_posix()] == []


WORDS_THAT_BLAME = r"prostitut|promiscu|risky lifestyle|abscond|placing (him|her|them)sel(f|ves) at risk"


def test_the_products_words_never_blame_a_child() -> None:
    """spec, "Words"."""
    found = [
        f"{path.relative_to(ROOT)}"
        for path in [*sources(), *sorted(SOURCE.rglob("*.html")), *sorted((ROOT / "docs").rglob("*.md"))]
        if re.search(WORDS_THAT_BLAME, path.read_text(), re.IGNORECASE)
    ]
    assert found == []


def test_every_rule_called_built_is_named_by_a_test() -> None:
    """`docs/rules.md` says which rules are built; a rule without a test that names it is not."""
    page = (ROOT / "docs" / "rules.md").read_text()
    built = set(re.findall(r"^\| ([A-Z][A-Z0-9]+-\d+)[a-z]? \|.*\| built", page, re.MULTILINE))
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    assert len(built) > 15
    assert {rule for rule in built if not re.search(rf"\b{rule}\b", tests)} == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pinned_package_has_its_hash(name: str) -> None:
    """Installed with `pip --require-hashes`."""
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[A-Za-z0-9._-]+(?:\[[^\]]*\])?==.*(?:\n    .*)*", text, re.MULTILINE)
    assert len(pins) > 30
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
