"""What a first text of a process loads, counted and not timed."""

import subprocess
import sys

ARTICLE = (
    "The city council approved the new budget on Monday after a long debate.\n"
    "Members of the opposition said that the plan would cost 3.5 million dollars and that the money was needed for schools.\n"
    "The mayor, who had asked for the vote, thanked the people who came to the meeting and promised to report again in the spring.\n"
)


def run(code: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_an_english_article_loads_nothing_for_chinese_or_for_other_languages() -> None:
    code = f"import cleaner, sys; cleaner.clean({ARTICLE!r}, target='en'); print(*sys.modules)"
    assert not {"pypinyin", "opencc", "rjieba", "jieba", "py3langid", "ftfy", "spellchecker"} & set(run(code))


def test_an_english_article_needs_few_expressions_and_no_entry_of_the_glossary() -> None:
    code = (
        "import re, sys\n"
        "import numpy, daachorse, orjson, unicodedata\n"
        "made = []\n_compile = re.compile\n"
        "re.compile = lambda *each: made.append(each) or _compile(*each)\n"
        "import cleaner\n"
        "from cleaner.glossary import stored\n"
        "parsed = []\n_read = stored.read_block\n"
        "stored.read_block = lambda *each: parsed.append(each) or _read(*each)\n"
        f"cleaner.clean({ARTICLE!r}, target='en')\n"
        "print(len(made), len(parsed))"
    )
    made, parsed = map(int, run(code))
    assert made < 100
    # the rival names, which are looked for in every text
    assert parsed < 100


def test_chinese_readings_do_not_need_the_code_of_pypinyin() -> None:
    code = "import cleaner, sys; d = cleaner.clean('strong public反响.', target='en'); print(d.annotations[0].evidence['pinyin'], *sys.modules)"
    first, second, *modules = run(code)
    assert (first, second) == ("fǎn", "xiǎng")
    assert "pypinyin" not in modules
