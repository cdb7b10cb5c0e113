"""Configuration files: where they are found, what they decide, what is said of mistakes in them."""

import json

import pytest

DIRTY = "tele\u200bcom fr\xadaud &amp; more\n"
ENCODING = 'target = "en"\nselect = ["encoding"]\n'


def rules_of(ran):
    """The rules of the findings that `check` printed."""
    return sorted(line.split(": ")[1].split()[1] for line in ran.stdout.decode().splitlines())


def values(place, *arguments):
    """What `cleaner config` says is in force."""
    ran = place.run("config", "--format", "json", *arguments)
    assert ran.status == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cleaner.toml", ENCODING),
        ("pyproject.toml", "[project]\nname = 'x'\n[tool.cleaner]\n" + ENCODING),
        ("docs/cleaner.toml", ENCODING),
    ],
)
def test_file_is_found_from_the_first_input_upwards(place, name, content):
    place.write(name, content)
    place.write("docs/deep/a.txt", DIRTY)
    ran = place.run("check", "docs/deep/a.txt", fast=False)
    assert (ran.status, rules_of(ran)) == (1, ["html-entity"])
    assert values(place, "docs/deep")["configuration"]["file"] == name


def test_nearest_file_wins_and_another_tool_s_pyproject_is_passed_over(place):
    place.write("cleaner.toml", ENCODING)
    place.write("docs/pyproject.toml", "[tool.other]\ncleaner = 1\n")
    place.write("docs/a.txt", DIRTY)
    assert rules_of(place.run("check", "docs", fast=False)) == ["html-entity"]
    place.write("docs/cleaner.toml", 'target = "en"\nselect = "invisible"\n')
    assert rules_of(place.run("check", "docs", fast=False)) == ["invisible-character", "invisible-character"]
    assert rules_of(place.run("check", "docs", "--config", "cleaner.toml", fast=False)) == ["html-entity"]


def test_command_line_wins_over_the_file_and_the_file_over_the_defaults(place):
    place.write("cleaner.toml", 'target = "de"\npage = "no"\nglossary = ["terms.txt"]\n')
    shown = values(place, "--target", "fr", "--glossary", "mine.txt")["values"]
    assert shown["target"] == {"value": "fr", "from": "command line"}
    assert shown["glossary"] == {"value": ["mine.txt"], "from": "command line"}
    assert shown["page"] == {"value": "no", "from": "cleaner.toml"}
    assert shown["source"] == {"value": "zh", "from": "default"}


def test_no_config_reads_none(place):
    place.write("cleaner.toml", ENCODING)
    shown = values(place, "--no-config")
    assert shown["configuration"] is None
    assert {each["from"] for each in shown["values"].values()} == {"default"}


def test_paths_in_a_file_are_relative_to_it(place):
    place.write("project/cleaner.toml", 'glossary = "terms"\nsuppressions = ["quiet.jsonl"]\nsource-folder = "zh"\n')
    shown = values(place, "project")["values"]
    folder = str((place.folder / "project").resolve())
    assert [shown[key]["value"] for key in ("glossary", "suppressions", "source-folder")] == [
        [f"{folder}/terms"],
        [f"{folder}/quiet.jsonl"],
        f"{folder}/zh",
    ]


def test_text_of_config_is_a_configuration_file(place):
    """What `cleaner config` prints is read again as it is, and then says the same."""
    place.write("cleaner.toml", ENCODING + 'min-confidence = 0.5\n[[per-path]]\npaths = ["zh/"]\ntarget = "zh"\npage = "yes"\n')
    first = place.run("config").stdout
    assert b'target = "en"' in first
    assert b"# cleaner.toml" in first
    place.write("again/cleaner.toml", first)
    again = values(place, "again")
    assert {key: each["value"] for key, each in again["values"].items() if key in ("target", "select", "min-confidence")} == {
        "target": "en",
        "select": ["encoding"],
        "min-confidence": 0.5,
    }
    assert again["per-path"] == [{"paths": ["zh/"], "target": "zh", "page": "yes"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('\nselekt = ["spam"]\n', "cleaner.toml:2: there is no key 'selekt'; did you mean select?"),
        ('text_column = "x"\n', "cleaner.toml:1: there is no key 'text_column'; did you mean text-column?"),
        ("output = 'x'\n", "cleaner.toml:1: there is no key 'output'; `cleaner config` shows the keys there are"),
        ('workers = "two"\n', "cleaner.toml:1: workers must be a number, not 'two'"),
        ("workers = 0\n", "cleaner.toml:1: workers: '0' is not a whole number of at least 1"),
        ("workers = true\n", "cleaner.toml:1: workers must be a number, not True"),
        ("min-confidence = 2\n", "cleaner.toml:1: min-confidence: '2' is not a number from 0 to 1"),
        ("hidden = 1\n", "cleaner.toml:1: hidden must be true or false, not 1"),
        ("exclude = '!'\n", "cleaner.toml:1: '!' is not a pattern of paths"),
        ("select = [1]\n", "cleaner.toml:1: select must be a list of strings, not [1]"),
        ('ignore = ["spamm"]\n', "cleaner.toml:1: ignore: 'spamm' is neither a rule nor a kind; did you mean spam?"),
        ('target = "not a tag"\n', "cleaner.toml:1: 'not a tag' is not a language tag"),
        (
            'boilerplate = "ballanced"\n',
            "cleaner.toml:1: boilerplate must be one of off, phrases, careful, balanced, thorough, not 'ballanced'; did",
        ),
        ('encoding = "utf-9"\n', "cleaner.toml:1: encoding: unknown encoding 'utf-9'"),
        ("target = 'en'\ntarget = 'de'\n", "cleaner.toml:2:14: this is not TOML: cannot overwrite a value"),
        ("a = b\xff\n".encode("latin-1"), "cleaner.toml:1: this is not UTF-8"),
        ("[per-path]\n", "cleaner.toml:1: write [[per-path]], with two brackets"),
        ("[[per-path]]\ntarget = 'en'\n", "each [[per-path]] needs paths, a list of patterns"),
        ("[[per-path]]\npaths = 'a'\n\n[[per-path]]\npaths = 'b'\ntarget = 'x y'\n", "cleaner.toml:6: 'x y' is not a language tag"),
        (
            "[[per-path]]\npaths = 'a'\nworkers = 2\n",
            "cleaner.toml:3: there is no key 'workers' for some paths alone; it is for the whole run",
        ),
        ("[[per-path]]\npaths = 'a'\nselct = 'spam'\n", "cleaner.toml:3: there is no key 'selct'; did you mean select?"),
    ],
)
def test_mistakes_are_named_with_file_line_and_what_to_do(place, content, message):
    place.write("a.txt")
    place.write("cleaner.toml", content)
    ran = place.run("clean", "a.txt", "-o", "out")
    assert ran.status == 2
    assert message in ran.stderr
    assert ran.stderr.startswith("cleaner: ")
    assert len(ran.stderr.splitlines()) == 1
    assert not (place.folder / "out").exists()


def test_a_file_that_is_named_and_not_there(place):
    place.write("a.txt")
    ran = place.run("check", "--config", "mine.toml", "a.txt")
    assert (ran.status, ran.stderr) == (2, "cleaner: the configuration mine.toml cannot be read: no such file or directory\n")


@pytest.mark.parametrize("content", ["", "tool = 1\n", "[tool]\ncleaner = 1\n"])
def test_a_pyproject_that_is_named_must_have_the_table(place, content):
    place.write("a.txt")
    place.write("pyproject.toml", content)
    ran = place.run("check", "--config", "pyproject.toml", "a.txt")
    assert (ran.status, "pyproject.toml has no table [tool.cleaner]; add one" in ran.stderr) == (2, True)


BY_PATH = """\
target = "en"
select = ["encoding", "invisible"]
[[per-path]]
paths = ["quiet/"]
ignore = ["html-entity"]
[[per-path]]
paths = ["*.en.txt", "!keep.en.txt"]
select = ["encoding"]
[[per-path]]
paths = "zh/**"
target = "zh"
"""


def test_options_by_path(place):
    """Each text is cleaned with the options of all tables that match its path, in one run with one summary."""
    place.write("in/cleaner.toml", BY_PATH)
    for name in ("a.txt", "b.en.txt", "keep.en.txt", "quiet/a.txt", "quiet/b.en.txt", "zh/a.txt"):
        place.write(f"in/{name}", DIRTY)
    both = "telecom fraud & more\n"
    expected = {
        "a.txt": both,
        "b.en.txt": "tele\u200bcom fr\xadaud & more\n",
        "keep.en.txt": both,
        "quiet/a.txt": "telecom fraud &amp; more\n",
        "quiet/b.en.txt": DIRTY,
        "zh/a.txt": both,
    }
    for workers in ("1", "2"):
        assert place.run("clean", "in", "-o", f"out{workers}", "-j", workers, fast=False).status == 0
        assert {name: place.read(f"out{workers}/{name}") for name in expected} == expected
        assert "cleaner.toml" not in place.files(f"out{workers}")
    assert place.annotations("out1")["zh/a.txt"]["language"] == "zh"
    assert place.annotations("out1")["a.txt"]["language"] == "en"
    summary = place.summary("out1")
    assert summary["documents"] == 6
    assert summary["options"]["per_path"][2] == {"paths": ["zh/**"], "target": "zh"}
    assert summary["configuration"]["file"] == "in/cleaner.toml"
    assert len(summary["configuration"]["digest"]) == 32
    assert summary["options"]["glossary"]


def test_command_line_wins_over_options_by_path_but_what_is_ignored_adds_up(place):
    place.write("cleaner.toml", BY_PATH)
    place.write("zh/a.txt", DIRTY)
    place.write("quiet/a.txt", DIRTY)
    ran = place.run("check", "--format", "json", "--target", "de", "--ignore", "invisible", "zh", "quiet", fast=False)
    rows = {row["path"]: row for row in map(json.loads, ran.stdout.splitlines())}
    assert {row["language"] for row in rows.values()} == {"de"}
    assert [each["rule"] for each in rows["zh/a.txt"]["annotations"]] == ["html-entity"]
    assert rows["quiet/a.txt"]["annotations"] == []


def test_a_run_with_other_options_by_path_is_not_gone_on_with(place):
    """What is resumed must be the same run, options by path included."""
    place.write("cleaner.toml", BY_PATH)
    place.write("in/a.txt", DIRTY)
    assert place.run("clean", "in", "-o", "out", fast=False).status == 0
    plan = {"version": "another", "options": {}, "inputs": [], "shards": []}
    place.write("out/.cleaner/run.json", json.dumps(plan))
    ran = place.run("clean", "in", "-o", "out", "--resume", fast=False)
    assert ran.status == 2
    assert "had other inputs and options and shards and version" in ran.stderr


def test_globs_of_a_file_are_relative_to_it(place):
    place.write("cleaner.toml", ENCODING + 'exclude = ["in/drafts/"]\n')
    place.write("in/a.txt", DIRTY)
    place.write("in/drafts/b.txt", DIRTY)
    ran = place.run("check", "in", fast=False)
    assert ran.stdout.startswith(b"in/a.txt:")
    assert b"drafts" not in ran.stdout
    assert "not read in folders: 1 excluded" in ran.stderr


def test_standard_input_has_the_options_of_its_name(place):
    place.write("quiet/cleaner.toml", 'target = "en"\nselect = "encoding"\n[[per-path]]\npaths = "*.zh.txt"\nignore = "encoding"\n')
    assert place.run("clean", "-", "--stdin-filename", "quiet/a.zh.txt", stdin=b"&amp;\n", fast=False).stdout == b"&amp;\n"
    assert place.run("clean", "-", "--stdin-filename", "quiet/a.txt", stdin=b"a &amp; b\n", fast=False).stdout == b"a & b\n"
