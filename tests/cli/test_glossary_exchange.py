"""`cleaner glossary import` and `export`, as processes."""

ENTRY = """concept: kokang
zh: 果敢
en: Kokang
  pos: name
  adjective: Kokang
domain: places
source: Xinhua
reviewed: 2026-11-21 tests

concept: traffic
zh: 引流
en: drainage
  near: wound*
domain: fraud
source: literal
"""


def test_a_list_becomes_a_glossary_file(place):
    """Bad rows are named, the rest is written, and the status says so."""
    place.write("terms.csv", "source,target\n果敢,Kokang\n佤邦,\n果敢 ,Kokang\n")
    ran = place.run("glossary", "import", "terms.csv", "-o", "terms.txt", "--domain", "places", "--reviewed", "Li")
    assert (ran.status, ran.stdout) == (3, b"")
    assert ran.stderr == (
        "failed: terms.csv:3: 佤邦: there is no rendering\n"
        "changed: spaces at the ends were taken off (line 4)\n"
        "repeated: the same term with the same rendering is above (line 4)\n"
        "1 entry of terms.csv written to terms.txt; 1 left out\n"
    )
    written = place.read("terms.txt")
    assert written.startswith(
        "# Imported from terms.csv (CSV).\n\nconcept: kokang\nzh: 果敢\nen: Kokang\ndomain: places\nsource: terms.csv\nreviewed: 2"
    )
    assert written.endswith(" Li\n")
    assert place.run("glossary", "lookup", "果敢", "--glossary", "terms.txt", "--no-default-glossary").status == 0


def test_a_file_that_is_there_is_not_written_over(place):
    """Unless it is asked for; the input never is."""
    place.write("terms.csv", "果敢,Kokang\n")
    place.write("terms.txt", "mine")
    ran = place.run("glossary", "import", "terms.csv", "-o", "terms.txt")
    assert (ran.status, place.read("terms.txt")) == (2, "mine")
    assert "terms.txt exists already" in ran.stderr
    assert place.run("glossary", "import", "terms.csv", "-o", "terms.txt", "--force").status == 0
    assert place.run("glossary", "import", "terms.csv", "-o", "terms.csv", "--force").status == 2


def test_what_cannot_be_read_at_all_is_refused(place):
    """Nothing is written then."""
    place.write("bomb.tbx", '<!DOCTYPE tbx [\n<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>')
    ran = place.run("glossary", "import", "bomb.tbx", "-o", "out.txt")
    assert (ran.status, (place.folder / "out.txt").exists()) == (2, False)
    assert ran.stderr.startswith("cleaner: bomb.tbx:2:12: expected no entity declarations")
    ran = place.run("glossary", "import", "-", "-o", "out.txt", stdin=b"source,target\n")
    assert (ran.status, (place.folder / "out.txt").exists()) == (3, False)
    assert ran.stderr == "failed: standard input: it holds no term that can be read; nothing is written\n"
    assert place.run("glossary", "import", "missing.csv").status == 2


def test_the_glossary_in_another_format(place):
    """What the format cannot hold is said, grouped, on standard error."""
    place.write("g.txt", ENTRY)
    ran = place.run("glossary", "export", "--glossary", "g.txt", "--no-default-glossary", "--format", "deepl")
    assert (ran.status, ran.stdout.decode()) == (0, "果敢,Kokang\r\n")
    assert "DeepL cannot hold:\n" in ran.stderr
    assert "  forms of 1 term (果敢)\n" in ran.stderr
    assert "left out of DeepL, 1 term (引流): the renderings hold in some contexts only" in ran.stderr
    assert ran.stderr.endswith("2 entries exported, but for what is left out\n")


def test_a_round_trip_through_files(place):
    """TBX and a table hold everything; fields and reviews can be chosen."""
    place.write("g.txt", ENTRY)
    own = ("--glossary", "g.txt", "--no-default-glossary")
    for name in ("out.tbx", "out.csv"):
        ran = place.run("glossary", "export", *own, "-o", name)
        assert (ran.status, ran.stdout) == (0, b"")
        again = place.run("glossary", "import", name)
        assert again.stdout.decode() == f"# Imported from {name} ({'TBX-Basic' if 'tbx' in name else 'CSV'}).\n\n{ENTRY}"
    ran = place.run("glossary", "export", *own, "--format", "glossary", "--reviewed", "--domain", "places,fraud", "-q")
    assert (ran.stdout.decode(), ran.stderr) == (ENTRY.split("\n\n", maxsplit=1)[0] + "\n", "")
    assert (
        "no entry is of the field 'x'; the fields are fraud, places"
        in place.run("glossary", "export", *own, "--format", "csv", "--domain", "x").stderr
    )
    ran = place.run("glossary", "export", *own, "-o", "g.txt")
    assert (ran.status, place.read("g.txt")) == (2, ENTRY)
