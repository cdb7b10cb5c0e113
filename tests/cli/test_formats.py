"""Formats of files on the command line."""


def test_the_command_line_takes_the_format_from_the_ending(place):
    """The same words are prose in one file and code in another; a record of a table has no ending of its own."""
    for name in ("a.txt", "a.py", "a.html", "a.md"):
        place.write(name, "The cats &amp; the dogs went home, he said.\n")
    place.write("t.jsonl", '{"text": "The cats &amp; the dogs went home, he said."}\n')
    assert place.run("clean", "a.txt", "a.py", "a.html", "a.md", "t.jsonl", "-o", "out", "-t", "en").status == 0
    changed = [name for name in ("a.txt", "a.py", "a.html", "a.md", "t.jsonl") if "cats & the" in place.read(f"out/{name}")]
    assert changed == ["a.txt", "t.jsonl"]
