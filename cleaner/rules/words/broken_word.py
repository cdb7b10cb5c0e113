r"""A word that a line end, a hyphen, a ligature or blanks have broken: "permit-⏎ted", "distribu-
tion", "veri fi cation", "A B S T R A C T".

Why: text taken out of PDF files and scans is set in lines and shapes; its words cannot be found,
counted or translated.
How: the joined word, where the word list of the language has it. It is put in unasked when one of
its halves is not a word (hyphens, ligatures), or when letters are spaced out and not a heading; it
is proposed when the halves are words, too, or when the list does not have the joined word but the
text does. A line end inside the word moves after it. A soft hyphen at the end of a line always
divides a word. Where the letters of a ligature were lost ("classi es"), they are put in when one
word fits and neither half is a word.
Left alone: compounds ("long-⏎term"), halves of compounds ("pre- and post-war", "Vor- und
Nachteile"), options, paths, code, columns, syllables of dictionaries, spelled letters; languages
without a word list, except for soft hyphens.
Source: the hyphenation of typesetting; the lists of pyspellchecker and `english.words`.
"""

import re
from collections.abc import Iterator

import numpy as np

from cleaner.annotation import Kind, Safety
from cleaner.document import Finding
from cleaner.languages.word_lists import words_of
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.view import View
from cleaner.rules.words.hyphens import hyphens
from cleaner.rules.words.ligatures import ligatures

SPACED = regex(r" (?:(?<=\s[^\W\d_] )|(?<=\A[^\W\d_] ))[^\W\d_](?: [^\W\d_]){3,48}(?![^\W_])")
"""Single letters with blanks between them, from the second one on."""
MIN_SPACED = 5
"""Letters of a word that was spaced out; fewer are lists of letters, chords and initials."""
MIN_SPACED_CLASS = 3
"""How common (`word_lists.words_of`) such a word must be."""
MIN_SAFE_CLASS = 4
"""The same for it to be joined unasked."""
SPELLED_OUT = regex(r"\b(?:spel(?:l|ls|led|t|ling)|letters?)\b[^\n]*\Z", re.IGNORECASE)
"""What comes before letters that are spelled."""
CONTEXT = 60
"""Code points before them in which that is looked for."""


def find(view: View) -> Iterator[Finding]:
    code = view.target.code if view.target else ""
    yield from hyphens(RULE, view, code)
    if _has_ligatures(code):
        yield from ligatures(RULE, view, code)
    yield from _spaced_letters(view, code)


def _has_ligatures(code: str) -> bool:
    """Whether a language that has ligatures has a list."""
    return code in ("en", "de", "es", "fr", "it", "pt")


def _may_be_spaced(view: View) -> bool:
    """Whether every second one of seven characters somewhere is a space, as in every match of `SPACED`; all texts of a block are searched at once."""
    places = view.scan.shared.get(RULE.id)
    if not isinstance(places, np.ndarray):
        space = view.scan.points == ord(" ")
        places = view.scan.shared[RULE.id] = np.flatnonzero(space[:-6] & space[2:-4] & space[4:-2] & space[6:])
    return bool(places.searchsorted(view.offset) < places.searchsorted(view.offset + len(view.text)))


def _spaced_letters(view: View, code: str) -> Iterator[Finding]:
    text = view.text
    if not _may_be_spaced(view):
        return
    for match in SPACED.finditer(text):
        start, end = match.start() - 1, match.end()
        word = text[start:end].replace(" ", "")
        words = words_of(code)
        if words is None or len(word) < MIN_SPACED or words.get(word.lower(), -1) < MIN_SPACED_CLASS or view.is_protected(start, end):
            continue
        if not (word.isupper() or word[1:].islower()) or SPELLED_OUT.search(text, max(0, start - CONTEXT), start):
            continue
        # spaced capitals are a way to set a heading
        safe = not word.isupper() and words[word.lower()] >= MIN_SAFE_CLASS
        yield RULE.finding(
            start,
            end,
            f"the letters of “{word}” are spaced out",
            replacement=word,
            safety=Safety.SAFE if safe else Safety.REVIEW,
            confidence=0.95 if safe else 0.5,
            evidence={"word": word},
        )


RULE: Rule[View] = Rule(
    "broken-word",
    Kind.TYPOGRAPHY,
    find,
    labels=Labels("Linguistic conventions › Spelling (x-spacing)", "whitespace", (20, 30), ("note", "note")),
    safety=Safety.SAFE,
    confidence=0.98,
    cases=(
        "sharing, ⟦distribu- tion|distribution⟧, and discussion of models",
        "The deduction under paragraphs 1 and 2 is ⟦capabili-\nties, |capabilities,\n⟧where powerful.",
        "The deduction of expenses under the paragraph is ⟦permit-\nted ~permitted\n⟧where needed.",
        "This stands ⟦be\N{SOFT HYPHEN}\ntween |between\n⟧two lines and ⟦be¬\ntween |between\n⟧two more.",
        "The ⟦veri fi cation|verification⟧ of the ⟦in flammation|inflammation⟧ did not ⟦a ff ect|affect⟧ us.",
        "The author ⟦classi es|classifies⟧ the ⟦a ected~affected⟧ parts.",
        "⟦A B S T R A C T~ABSTRACT⟧",
        "The ⟦m i n i s t r y|ministry⟧ said on Wednesday that it was done.",
        "It is spelled m i n i s t r y in English.",
        Case("Die Regierung hat gestern über die wirtschaftliche ⟦Entwick-\nlung |Entwicklung\n⟧gesprochen.", target="de"),
        Case("Le ministre a parlé hier avec la presse du ⟦gouver-\nnement.|gouvernement.⟧", target="fr"),
        Case("El ministro habló ayer con la prensa sobre el ⟦desar- rollo|desarrollo⟧ del país.", target="es"),
        Case("Министр вчера рассказал журналистам о том, что эконо-\nмика растёт.", target="fi"),
        "The rules of mutual-reachability are told.\nThey hold for all the points of the plane, and the mutual-\nreachability is small.",
        "The powerful plan is a long-\nterm one for pre- and post-war times.",
        Case("Die Vor- und Nachteile der Haus- oder Gartenarbeit", target="de"),
        "gsh create_diameter_peer -ip 10.0.8.72 -pn 1 -\nprio 3 -dh mme",
        "Staff if asked will go off in a hurry; the fine flow of a stiff offer.",
        "The lines of the A B C D E keys, the wi fi of the house and the sci fi novel",
        "The manual is laid out, and the format of this\n       ⟦struc-\n       ture ~structure\n       ⟧is described here.",
        "Tag ikke dette\nhvis du er allergisk over for det.",
        "name     permit-    state\nwidth    ted        height",
        "hal- le- lu- jah, sang the choir",
    ),
)
