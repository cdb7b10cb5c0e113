"""Lines that recur in the inputs of one command go more readily."""

import json

import pytest

WEATHER = "It will rain lightly for 9 hours today, and the wind turns north"
SELECT = ("--select", "boilerplate")


@pytest.fixture
def site(place, newspaper):
    """Four pages of a site as files."""
    for name, text in newspaper.pages().items():
        place.write(f"in/{name}.txt", text)
    return place


def test_a_folder_is_read_for_them_first(site, newspaper):
    """Pages that come together are cleaned to their stories; --no-recurring judges each alone."""
    assert site.run("clean", "in", "-o", "out", *SELECT).status == 0
    assert {name: site.read(f"out/{name}.txt").strip() for name in newspaper.stories} == {
        name: "\n".join(lines) for name, lines in newspaper.stories.items()
    }
    site.run("clean", "in", "-o", "alone", "--no-recurring", *SELECT)
    assert WEATHER in site.read("alone/bridge.txt")


def test_check_says_what_clean_does(site):
    """Both commands know of the same lines."""
    with_, without = (site.run("check", "in", *SELECT, *more).stdout.decode() for more in ((), ("--no-recurring",)))
    assert WEATHER[:12] in with_
    assert WEATHER[:12] not in without
    site.run("clean", "in", "-o", "out", *SELECT)
    applied = sum(len(row["annotations"]) for row in site.annotations().values())
    assert len(with_.splitlines()) == applied


def test_folders_of_a_folder_are_sites_of_their_own(place, newspaper):
    """What a crawler saved below the name of its host is a site."""
    for number, (name, text) in enumerate(newspaper.pages().items()):
        place.write(f"in/{number % 2}.example/2024/{name}.txt", text)
    place.run("clean", "in", "-o", "out", *SELECT)
    assert WEATHER in place.read("out/0.example/2024/bridge.txt")


def test_tables(place, newspaper):
    """A table is a site, or has a column that names it."""
    rows = [{"url": f"https://{number % 2}.example/{name}", "text": text} for number, (name, text) in enumerate(newspaper.pages().items())]
    place.write("in.jsonl", "".join(json.dumps(row) + "\n" for row in rows) + "{bad\n")
    assert place.run("clean", "in.jsonl", "-o", "out", *SELECT).status == 3
    assert WEATHER not in json.loads(place.read("out/in.jsonl").splitlines()[0])["text"]
    place.run("clean", "in.jsonl", "-o", "apart", "--site-column", "url", *SELECT)
    assert WEATHER in json.loads(place.read("apart/in.jsonl").splitlines()[0])["text"]
    assert [each["path"] for each in place.summary()["failures"]] == ["in.jsonl"]


def test_inputs_of_their_own_are_sites_of_their_own(place, newspaper):
    """Folders and tables that are named apart are not taken together."""
    names = []
    for name, text in newspaper.pages().items():
        place.write(f"{name}/page.txt", text)
        place.write(f"{name}.jsonl", json.dumps({"text": text}) + "\n")
        names += [f"{name}/page.txt", f"{name}.jsonl"]
    ran = place.run("check", *names, *SELECT)
    assert ran.stdout == place.run("check", *names, "--no-recurring", *SELECT).stdout


def test_a_site_column_needs_a_table(site):
    """Files have no columns."""
    ran = site.run("clean", "in", "-o", "out", "--site-column", "url")
    assert ran.status == 2
    assert "--site-column is for tables" in ran.stderr


def test_what_cannot_be_read_is_named_once(site):
    """The reading beforehand says nothing of failures; the run itself does."""
    site.write("in/film.txt", bytes(range(256)) * 9)
    ran = site.run("clean", "in", "-o", "out", *SELECT)
    assert (ran.status, ran.stderr.count("film.txt")) == (3, 1)
    assert WEATHER not in site.read("out/bridge.txt")


def test_a_table_of_another_ending_is_a_site_of_its_own(place, newspaper):
    """--jsonl makes tables of files whatever their names are."""
    for name, text in newspaper.pages().items():
        place.write(f"in/{name}.txt", json.dumps({"text": text}) + "\n")
    ran = place.run("check", "--jsonl", "in", *SELECT)
    assert ran.stdout == place.run("check", "--jsonl", "in", "--no-recurring", *SELECT).stdout
