r"""A word of one script with look-alike letters of another: a Cyrillic "а" in "bank", a Latin "H"
in "КОЛОHКА".

Why: the word looks right and is found by no search, glossary or spam filter; it comes from OCR,
wrong keyboards and people who hide words.
How: letters that have a twin in the other script are replaced when all other letters of the word
belong to one script alone. Unasked when that word is in a word list or elsewhere in the text, else
proposed. Where no twin makes a word of one script, and the text is in Latin letters, the Cyrillic
or Greek part was left untranslated: it is only reported.
Left alone: words of two letters, formulas and units (Δx, μmol, kΩ), phonetic transcription, endings
and names in another script ("COVIDом", "IT-компания", where the hyphen divides), letters of an
escape or a placeholder before a word ("\nСлово", "%sслово"), two words run together, lines about
look-alikes, addresses and code.
Source: Unicode Technical Standard 39, confusable characters, those that look the same in common
type.
"""

import re
from collections.abc import Iterator

import numpy as np

from cleaner.annotation import Kind, Safety
from cleaner.codepoints import script_number, script_numbers, script_table
from cleaner.document import Finding
from cleaner.languages.word_lists import is_word
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.view import View

TO_LATIN = str.maketrans("АВЕЅІЈКМНОРСТУХаеіјорсухѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", "ABESIJKMHOPCTYXaeijopcyxshdqwABEZHIKMNOPTYXov")
"""Small Greek letters but ο and ν stay: they are signs of formulas."""
TO_CYRILLIC = str.maketrans("ABEIKMHOPCTYXaeiopcyxï", "АВЕІКМНОРСТУХаеіорсухї")
TO_GREEK = str.maketrans("ABEZHIKMNOPTYXov", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον")
LETTERS = regex(r"[^\W\d_]+")
PHONETIC = regex("[\u0250-\u02ff\u1d00-\u1dbf]")
LATIN = regex("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
CYRILLIC = regex("[\u0400-\u052f]")
GREEK = regex("[\u0370-\u03ff\u1f00-\u1fff]")
TWO_SCRIPTS = (regex(f"(?:{LATIN.pattern}|{GREEK.pattern})*"), regex(f"(?:{LATIN.pattern}|{CYRILLIC.pattern})*"))
"""Words of two scripts alone; lists of languages that are run together have more."""
CYRILLIC_LANGUAGES = ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")
CYRILLIC_PART = regex("[\u0400-\u052f]{2,}")
MOJIBAKE = regex("[а-я][Ђ-Џ]")
"""Bytes of UTF-8 that were read as Windows-1251, next to a Latin word."""
ESCAPE = regex(r"\\\Z|%(?:\([^()\s]{1,30}\))?[-+#0-9.]{0,6}\Z")
"""What comes before a letter that is not of the word: "\\n", "\\fI", "%s", "%(name)s", "%0A"."""
MAX_ESCAPE = 40
ACRONYM = regex("[A-Z]{2,}[\u0430-\u045f\u048b-\u052f]+")
"""A name in capitals with an ending in Cyrillic letters."""
ABOUT = regex(r"homo(?:glyph|graph)|look-?alike|confusable|punycode|\bIDNA?\b|омоглиф", re.IGNORECASE)
CONTEXT = 200
"""Code points of the line on each side of a word in which that is looked for."""
MIN_LETTERS = 3
MAX_LETTERS = 48
"""Letters of a word that are looked at."""


def find(view: View) -> Iterator[Finding]:
    if view.plain or len(view.text) < MIN_LETTERS or not script_numbers(("Cyrl", "Grek")) & view.scripts:
        return
    text = view.text
    scripts = view.scan.scripts[view.offset : view.offset + len(text)]
    latin, other = scripts == script_number("Latn"), script_table(("Cyrl", "Grek"))[scripts]
    at = 0
    for border in np.flatnonzero((latin[:-1] & other[1:]) | (other[:-1] & latin[1:])).tolist():
        if border < at:
            continue
        start = border
        while start > max(at, border - MAX_LETTERS) and text[start - 1].isalpha():
            start -= 1
        match = LETTERS.match(text, start, border + MAX_LETTERS)
        if match is None:
            continue
        at = match.end()
        found = _found(view, start, at)
        if found is None or ESCAPE.search(text, max(0, start - MAX_ESCAPE), start):
            continue
        if not view.is_protected(start, at) and not _is_mentioned(view, start, at):
            yield found


def _found(view: View, start: int, end: int) -> Finding | None:
    word = view.text[start:end]
    if not MIN_LETTERS <= end - start < MAX_LETTERS or PHONETIC.search(word) or MOJIBAKE.search(word):
        return None
    cyrillic = CYRILLIC.search(word) is not None
    if not TWO_SCRIPTS[cyrillic].fullmatch(word):
        return None
    as_latin = word.translate(TO_LATIN)
    as_other = word.translate(TO_CYRILLIC if cyrillic else TO_GREEK)
    other = "Cyrillic" if cyrillic else "Greek"
    is_latin = (CYRILLIC if cyrillic else GREEK).search(as_latin) is None
    is_other = LATIN.search(as_other) is None
    if is_latin and is_other:
        # every letter has a twin: the language of the text decides, and a person
        is_other = view.target is not None and view.target.code in (CYRILLIC_LANGUAGES if cyrillic else ("el",))
        is_latin = not is_other
        twins = True
    else:
        twins = False
    if is_latin or is_other:
        fixed, script, strays = (as_latin, "Latin", other) if is_latin else (as_other, other, "Latin")
        safe = not twins and _known(view, fixed, is_latin=is_latin, cyrillic=cyrillic)
        return RULE.finding(
            start,
            end,
            f"“{word}” is a word in {script} letters with letters of the {strays} script that look the same",
            replacement=fixed,
            safety=Safety.SAFE if safe else Safety.REVIEW,
            confidence=0.98 if safe else 0.7,
        )
    if cyrillic and view.target is not None and view.target.latin and CYRILLIC_PART.search(word) and not ACRONYM.fullmatch(word):
        return RULE.finding(
            start,
            end,
            f"“{word}” is partly in Cyrillic letters: it was translated or transcribed by half",
            safety=Safety.REVIEW,
            confidence=0.6,
        )
    return None


def _is_mentioned(view: View, start: int, end: int) -> bool:
    """Whether the line is about look-alikes, near the word."""
    first, last = view.line_at(start)
    return ABOUT.search(view.text, max(first, start - CONTEXT), min(last, end + CONTEXT)) is not None


def _known(view: View, word: str, *, is_latin: bool, cyrillic: bool) -> bool:
    """Whether a word list or the text has a word."""
    lowered = word.lower()
    if lowered in view.words:
        return True
    code = view.target.code if view.target else ""
    if is_latin:
        return is_word(code, lowered) or is_word("en", lowered)
    return cyrillic and code in ("", "ru") and is_word("ru", lowered)


RULE: Rule[View] = Rule(
    "mixed-script-word",
    Kind.ENCODING,
    find,
    labels=Labels("Linguistic conventions › Character encoding (x-look-alike)", "characters", (20, 50), ("note", "warning")),
    safety=Safety.SAFE,
    confidence=0.98,
    cases=(
        "The ⟦bаnk|bank⟧ of the ⟦Сentral|Central⟧ province, and the ⟦Сonkordia~Conkordia⟧ office",
        "The ⟦Ullрик⟧ of the ⟦Zаrenko~Zarenko⟧ family",
        Case("Вчера в городе открылась ⟦шкoла|школа⟧, сообщает ⟦ЖАДСОH~ЖАДСОН⟧ служба министерства.", target="ru"),
        Case("Η ⟦Eπικοινωνία~Επικοινωνία⟧ με το γραφείο", target="el"),
        Case("Він ⟦хотiла~хотіла⟧ бути вдома.", target="uk"),
        Case("Компания лечит COVIDом, IT-компания и SMSки, вчераRSS, Кt и 5 кВтh", target="ru"),
        Case("Ошибка:\\nНе найден %(count)sнерседен, \\fIСЕК\\fR и %%0AПустая строка", target="ru"),
        "Kinyelüdän URLны kertegez häm SRIDгә üzgärtü",
        "The factor Δx of 5 μmol, kΩ and φn, and νs in the formula",
        Case("abonar /ˌaβonˈaɾ/ y θjˈɛnθja", target="es"),
        "A homoglyph such as the а of pаypal fools readers.",
        "run `bаnk` now",
    ),
)
