"""`cleaner rules` and `cleaner glossary`; names of rules, kinds and languages; wrong usage."""

import os

import pytest

from cleaner.registry import RULE_IDS

TERMS = """concept: public-response
zh: 反响
en: public response
domain: news
source: literal
reviewed: 2026-11-21 tests
"""


def test_rules_lists_every_rule(place):
    """A line a rule, with its kind and safety."""
    ran = place.run("rules")
    listed = [line.split()[0] for line in ran.stdout.decode().splitlines() if line.split()[0] in RULE_IDS]
    assert (ran.status, tuple(listed), ran.stderr) == (0, RULE_IDS, "")


def test_rule_is_explained_with_examples(place):
    """`cleaner rules RULE` says what it finds, why, and what it leaves alone."""
    page = place.run("rules", "html-entity").stdout.decode()
    assert page.startswith("## html-entity\n")
    assert "| text | after |" in page


def test_unknown_rule_is_wrong_usage(place):
    """There is nothing to explain, and where the names are is said."""
    ran = place.run("rules", "no-such-rule")
    assert (ran.status, ran.stdout) == (2, b"")
    assert ran.stderr == "cleaner: there is no rule 'no-such-rule'; `cleaner rules` lists them\n"


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_name_is_wrong_usage_with_a_suggestion(place, option):
    """A misspelt rule or kind stops the run before anything is written."""
    place.write("a.txt")
    ran = place.run("clean", "a.txt", "-o", "out", option, "html-entity,invisble")
    assert ran.status == 2
    assert "'invisble' is neither a rule nor a kind; did you mean invisible?" in ran.stderr
    assert not (place.folder / "out").exists()


def test_select_and_ignore_take_rules_and_kinds(place):
    """What is left out is left alone."""
    run = place.run("clean", "--select", "encoding,invisible-character", "--ignore", "html-entity", "-", stdin="a\u200b &amp; b".encode())
    assert run.stdout.decode() == "a &amp; b"


@pytest.mark.parametrize("tag", ["english", "", "e", "12"])
def test_unknown_language_tag_is_wrong_usage(place, tag):
    """A word that is no language tag is refused, with what one looks like."""
    ran = place.run("clean", "-t", tag, "-", stdin=b"text")
    assert (ran.status, ran.stdout) == (2, b"")
    assert f"{tag!r} is not a language tag; write one such as en, zh-Hans or pt-BR" in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no-such-command",),
        ("clean",),
        ("clean", "a.txt", "--no-such-option"),
        ("check", "a.txt", "-j", "0"),
        ("check", "a.txt", "--format", "xml"),
        ("clean", "a.txt"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_two(place, arguments):
    """What the command line does not know is said on standard error, with nothing on standard output."""
    place.write("a.txt")
    ran = place.run(*(arguments or ("--",)))
    assert (ran.status, ran.stdout) == (2, b"")
    assert ran.stderr


def test_lookup_of_a_term(place):
    """`cleaner glossary lookup` shows renderings, forms and sources, from either language."""
    place.write("g/terms.txt", TERMS.replace("en: public response\n", "en: public response\n  plural: public responses\n"))
    for term in ("反响", "public-response", "public responses"):
        ran = place.run("glossary", "lookup", term, "--glossary", "g")
        assert (ran.status, ran.stderr) == (0, "")
        assert "反响" in ran.stdout.decode()
        assert "public response  [plural: public responses]" in ran.stdout.decode()


def test_lookup_in_context_says_which_form_and_why(place):
    """--context takes a sentence that holds the term."""
    place.write("g/terms.txt", TERMS)
    ran = place.run("glossary", "lookup", "反响", "--context", "strong 反响 at home", "--glossary", "g")
    assert "here: " in ran.stdout.decode()
    assert place.run("glossary", "lookup", "反响", "--context", "a sentence without it", "--glossary", "g").status == 2


def test_lookup_of_an_unknown_term_is_status_one(place):
    """A term that is not there is said to be not there, as it was written."""
    place.write("g/terms.txt", TERMS)
    ran = place.run("glossary", "lookup", "[bold]:bomb:[/]", "--glossary", "g", "--no-default-glossary")
    assert (ran.status, ran.stdout.decode()) == (1, "[bold]:bomb:[/] is not in the glossary (1 concepts)\n")


@pytest.mark.parametrize("tags", [("-t", "en-US", "-s", "zh-Hans"), ("-t", "EN", "-s", "zh_TW")], ids=str)
def test_lookup_takes_any_tag_of_a_language(place, tags):
    """Script, region and case do not keep a term from being found."""
    place.write("g/terms.txt", TERMS)
    ran = place.run("glossary", "lookup", "反响", "--glossary", "g", "--no-default-glossary", *tags)
    assert (ran.status, "public response" in ran.stdout.decode()) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("",), "TERM is empty; name a term"),
        ((b"\xff",), "TERM \\xff is not UTF-8 text"),
        (("反响", "--context", b"\xff"), "--context \\xff is not UTF-8 text"),
        (("反响", "-t", "nonsense"), "'nonsense' is not a language tag"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_lookup_used_wrongly_is_status_two(place, arguments, said):
    """Nothing on standard output, and what is wrong on standard error."""
    ran = place.run("glossary", "lookup", *map(os.fsdecode, arguments))
    assert (ran.status, ran.stdout) == (2, b"")
    assert said in ran.stderr


def test_lookup_shows_no_control_characters_on_the_terminal(place):
    """Neither the term that was asked for nor an entry plays tricks."""
    place.write("g.txt", TERMS.replace("en: public", "en: \x1b[31mpublic") + "note: a\x1b]0;b\n")
    for term in ("反响", "\x1b[31mred"):
        ran = place.run("glossary", "lookup", term, "--glossary", "g.txt", "--no-default-glossary")
        assert b"\x1b" not in ran.stdout
        assert "‹U+001B›[31m" in ran.stdout.decode()


@pytest.mark.parametrize("command", [("check", "-t", "en", "--select", "untranslated", "a.txt"), ("glossary", "lookup", "反响")])
@pytest.mark.parametrize(("name", "content"), [("bad.txt", b"\xff\xfe\x00"), ("wrong.txt", b"concept: x\nno colon here\n")])
def test_malformed_glossary_is_named_and_the_others_are_used(place, command, name, content):
    """Status 3 tells that something was left out; --strict stops instead."""
    place.write("a.txt", "A strong public反响.\n".encode())
    place.write(name, content)
    ran = place.run(*command, "--glossary", name)
    assert ran.status == 3
    assert f"failed: {name}:" in ran.stderr
    assert "the file is left out" in ran.stderr
    assert "response" in ran.stdout.decode()
    strict = place.run(*command, "--glossary", name, "--strict")
    assert (strict.status, strict.stdout) == (2, b"")
    assert name in strict.stderr


@pytest.mark.parametrize("command", [("check", "a.txt"), ("glossary", "lookup", "反响")])
def test_missing_glossary_is_wrong_usage(place, command):
    """A path that is not there is a slip of the hand, not a bad file."""
    place.write("a.txt")
    ran = place.run(*command, "--glossary", "missing.txt")
    assert (ran.status, ran.stdout) == (2, b"")
    assert "missing.txt" in ran.stderr


def test_own_glossary_is_used(place):
    """--glossary lies over the one that ships: its rendering of a term wins."""
    place.write("terms.txt", TERMS)
    ran = place.run(
        "clean", "--select", "untranslated", "--glossary", "terms.txt", "-t", "en", "-", stdin="They felt a strong反响 there.\n".encode()
    )
    assert ran.stdout == b"They felt a strong public response there.\n"
