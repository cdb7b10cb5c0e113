"""`cleaner eval`: labelled files in, figures out."""

import gzip
import json

ROWS = [
    {"target": "a strong public反响 there", "spans": [[15, 17]], "target_lang": "en", "source_lang": "zh"},
    {"target": "he was страшно tired of it", "spans": [], "target_lang": "en", "source_lang": "ru"},
]
GOLD = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)


def test_tables_for_people(place):
    """Figures in per cent with their intervals, by language; no column is cut in a narrow terminal."""
    place.write("gold.jsonl", GOLD)
    ran = place.run("eval", "gold.jsonl")
    shown = ran.stdout.decode()
    assert (ran.status, ran.stderr) == (0, "")
    assert shown.startswith("gold.jsonl: spans, by untranslated-fragment, untranslated-passage; every finding counts\n")
    assert "50.0 (9.5–90.5) 100.0 (20.7–100.0) 66.7" in " ".join(shown.split())
    assert "\nby language\n" in shown
    assert "\nru-en" in shown
    assert "confidence against what was right" in shown


def test_numbers_for_programs(place):
    """JSON has every figure unrounded, with what was counted."""
    place.write("gold.jsonl", GOLD)
    (found,) = json.loads(place.run("eval", "gold.jsonl", "--format", "json", "--count", "applied").stdout)
    assert (found["gold"], found["format"], found["count"]) == ("gold.jsonl", "spans", "applied")
    assert found["all"]["counts"] == {"segments": 2, "with a span": 1}
    assert found["all"]["measures"]["precision"]["value"] == 1
    assert set(found["by"]["language"]) == {"ru-en", "zh-en"}
    assert {each["safety"] for each in found["reliability"]} == {"safe", "review"}


def test_tables_for_documents(place):
    """Markdown; a bar in a name breaks no table."""
    place.write("gold.jsonl", json.dumps({**ROWS[0], "dataset": "a|b"}))
    shown = place.run("eval", "gold.jsonl", "--format", "markdown").stdout.decode()
    assert shown.startswith("### gold.jsonl: spans")
    assert "| a\\|b | 1 |" in shown


def test_compressed_files_and_standard_input(place):
    """The ending says how a file is packed; - is standard input."""
    place.write("gold.jsonl.gz", gzip.compress(GOLD.encode()))
    packed = place.run("eval", "gold.jsonl.gz", "--format", "json")
    piped = place.run("eval", "-", "--format", "json", stdin=GOLD.encode())
    assert json.loads(packed.stdout)[0]["all"] == json.loads(piped.stdout)[0]["all"]


def test_any_rule_can_be_scored(place):
    """--rule takes ids and kinds; --threshold and --min-raters narrow what counts."""
    place.write("gold.jsonl", GOLD)
    (found,) = json.loads(place.run("eval", "gold.jsonl", "--rule", "encoding", "--format", "json").stdout)
    assert (found["rules"], found["all"]["measures"]["recall"]["value"]) == (["encoding"], 0)
    (found,) = json.loads(place.run("eval", "gold.jsonl", "--threshold", "0.95", "--format", "json").stdout)
    assert found["all"]["measures"]["precision"]["value"] == 1
    (found,) = json.loads(place.run("eval", "gold.jsonl", "--min-raters", "2", "--format", "json").stdout)
    assert found["all"]["counts"]["with a span"] == 0


def test_what_cannot_be_scored_is_said(place):
    """A line that is not gold, a file that is not there, an unknown rule, an empty file: each its own sentence, and no figures."""
    place.write("bad.jsonl", GOLD + '{"text": "a"}\n')
    place.write("empty.jsonl", "")
    place.write("good.jsonl", GOLD)
    for arguments, says in (
        (("bad.jsonl",), "bad.jsonl: line 3 is not gold (it has no 'label'); expected lines and labels"),
        (("none.jsonl",), "none.jsonl cannot be read: no such file"),
        (("empty.jsonl",), "empty.jsonl has nothing to score: it is empty"),
        (("good.jsonl", "--rule", "no-such"), "no-such"),
        (("good.jsonl", "--threshold", "2"), "'2' is not a number from 0 to 1"),
    ):
        ran = place.run("eval", *arguments)
        assert (ran.status, ran.stdout) == (2, b""), arguments
        assert says in ran.stderr
