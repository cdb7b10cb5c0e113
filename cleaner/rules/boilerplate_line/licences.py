"""Licences, copyright files, notices and lists of authors: texts in which notices, names and addresses are the content.

The words of a page's footer ("Copyright", "All rights reserved", an address) are what a LICENSE, NOTICE, AUTHORS or debian/copyright file
consists of. `is_licence_text` tells such a file from its content: the fields of a machine-readable copyright file, the formulas of licences in a
text that is dense with their vocabulary, or a list of people with their addresses under a heading that says so.
"""

import re
from collections.abc import Sequence

HEAD_LINES = 4
"""Lines among which a heading or the owner is looked for: a title and a rule may come before it."""
MAX_FILE = 2_000_000
"""Code points of the longest text that is looked at: the longest licence collections of packages have half of that."""
CORE = ("licen", "copyright", "(c)", "©", "warrant", "distribut", "public domain", "notice")
MAX_GAP = 1000
"""Code points to one of these strings in a licence, at most; most pages have fewer, which counting tells before anything else is done."""
MIN_FIELDS = 2
"""Fields of a machine-readable copyright file ("Files:", "Copyright:", "License:") that make a text one."""
FIELD = re.compile(r"^(?:Format|Upstream-Name|Files|Copyright|License|Files-Excluded):", re.MULTILINE)
DECISIVE = re.compile(r"^(?:Files|License):\s*\S", re.MULTILINE)
FORMULA = re.compile(
    r"""
      permission\s(?:is\shereby\sgranted|to\suse,\scopy,?\s(?:and\s)?modify)
    | redistribution\s(?:and|or)\suse\sin\ssource\sand\sbinary | redistributions\s(?:of\ssource\scode|in\sbinary\sform)\smust
    | is\s(?:provided|distributed)\s(?:(?:on\san|to\syou|by\sthe\s[a-z\s]{4,40})\s)?["'“”`‘’]{1,2}as\sis | without\s(?:any\s|even\sthe\simplied\s)?warrant(?:y|ies)\s(?:of\sany\skind|or\sconditions)
    | licensed\sunder\s(?:the|a|an|either|both)\s[\w\s.,-]{2,60}licen[cs]e | (?:released|distributed|available|licen[cs]ed|covered)\sunder\s(?:the\s)?(?:terms|conditions)\sof
    | terms\sand\sconditions\sfor\suse,\sreproduction | everyone\sis\spermitted\sto\scopy\sand\sdistribute\sverbatim
    | (?:gnu\s(?:lesser|library|affero|general|free)|mozilla\spublic|eclipse\spublic|boost\ssoftware|sil\sopen\sfont|common\spublic|artistic|isc|mit|bsd|zlib|x11|apache|psf|python)\s(?:[\w.-]+\s){0,3}licen[cs]e
    | creative\scommons\s(?:attribution|zero|cc0) | cc0\s1\.0 | spdx-license-identifier | fitness\sfor\sa\sparticular\spurpose | (?:in\sno\sevent\sshall|shall\snot\sbe\s(?:held\s)?liable|be\sliable\sfor\sany)
    | (?:placed|released|dedicated|is)\s(?:in|into|to)\sthe\spublic\sdomain | the\sabove\scopyright\snotice | this\s(?:software|product)\sincludes?\ssoftware\sdeveloped | on\sdebian\ssystems,?\sthe
    | (?:debianized|packaged\sfor\sdebian|debian\spackag[\w]{2,5})[\w\s]{0,30}\sby | upstream\s(?:authors?|maintainers?) | (?:this\spackage\swas|sources?\swere|it\swas)\s(?:obtained|downloaded)\sfrom
    """,
    re.VERBOSE,
)
"""What licences and notices say, and hardly anyone else; in lower case, with single blanks."""
VOCABULARY = re.compile(
    r"\b(?:licen[cs](?:e[sd]?|ors?|ees?|ing)|copyright(?:s|ed)?|\(c\)|warrant(?:y|ies)|redistribut\w+|sublicen\w+|permission|liab(?:le|ility)|contribut(?:ors?|ions?)|derivative|"
    r"patents?|merchantability|conditions|notices?|trademarks?|disclaim\w*|covered|verbatim|software|rights|works?|terms|distribut\w+|author(?:s|ed)?|holders?|damages|source|modif\w+)\b|©"
)
WORD = re.compile(r"[a-z]+")
MAX_WORD = 10
"""Code points to a word: with more, a text is in another script."""
INDENT = re.compile(r"(?m)^[\s#*/;%\"'>|.-]+")
"""What a licence is indented or commented out with, also in the middle of a formula."""
MIN_WORDS = 100
"""Words of a text without a formula from which on its vocabulary speaks for itself."""
BASE_SHARE = 0.13
SHARE_PER_FORMULA = 0.03
MIN_SHARE = 0.05
"""Share of the words of a text that must be of the vocabulary: less with every other formula, never below `MIN_SHARE`.

Licences have 0.07 to 0.25, copyright files with an account of where the sources came from 0.05 to 0.09. Of 1,900 labelled pages none
has more than 0.035, pages of Creative Commons and of software documentation included."""
OWNER = re.compile(r"^\W{0,4}(?:portions\s+)?(?:copyright\b|\(c\)|©)", re.IGNORECASE)
MIN_OWNERS = 0.5
"""Share of lines that begin with "Copyright" which make a text a list of owners."""

HEADING = re.compile(
    r"\W{0,4}(?:[\w.+-]+(?:'s)?\s+){0,4}(?:authors?|contributors?|maintainers?|developers?|credits?|thanks|acknowledge?ments|contributions|committers|team)\b[^.]{0,60}[:.]?\s*$|"
    r".{0,80}\b(?:contributed|contributors|authors?|thanks\s+to|thank|maintained|developed|written)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"""
    \W{0,6} (?:\d{1,4}[.)]?\s+)? [^\n@<>{}=;]{0,60}? [<(\[]?
    (?:
        [\w.+~-]{1,64} (?: \s?[\[({<_]\s?at\s?[\])}>_]\s? | @ ) [\w-]{1,40} (?:\.|\s?[\[({<_]?\s?dot\s?[\])}>_]?\s?) [\w.-]+
      | [\w.+~-]{1,64} \sat\s [\w-]{1,40} \s dot \s [\w.-]+
      | [<(\[] \s?[\w.+~-]{1,64} \sat\s [\w-]{1,40} \. [\w.-]+ \s? [>)\]]
      | [<(\[] [^<>()\[\]@\s]{1,40} [@\#%] [^<>()\[\]\s]{2,60} [>)\]]
      | (?<![\w.])@[\w-]{2,39}\b                                                                              # a handle
    )
    """,
    re.VERBOSE | re.ASCII,
)
"""A name with a mail address or a handle."""
ADDRESS_SIGNS = ("@", " at ", "#", "%", "[at]", "(at)")
"""Without one of these a line has no address."""
MAX_PERSON = 160
"""Code points of the longest line about one person."""
MIN_PEOPLE = 3
MIN_PEOPLE_SHARE = 0.4
"""People with addresses that make a list of authors, in all and as a share of the written lines."""
NAME_LINE = re.compile(
    r"\W{0,4}[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_a-z][\w.'’-]*|v[ao]n|de[rn]?|di|da|la|le|al|bin|ibn|[\"'(“].{1,30}))+\s*(?:[,;:(–-].{0,60})?$"
)
MIN_NAMES_SHARE = 0.6
"""Share of lines that are a name which make a text under a heading of authors one of names."""


def is_licence_text(lines: Sequence[str]) -> bool:
    """Whether a text is a licence, a copyright or notice file, or a list of authors, contributors or thanks."""
    written = [line for line in lines if line and not line.isspace()]
    if not written or sum(map(len, written)) > MAX_FILE:
        return False
    return _is_licence("\n".join(written), written) or _is_list_of_people(written)


def _is_licence(text: str, written: Sequence[str]) -> bool:
    lowered = text.lower()
    if sum(map(lowered.count, CORE)) * MAX_GAP < len(lowered):
        return False
    if len(FIELD.findall(text)) >= MIN_FIELDS and DECISIVE.search(text):
        return True
    owners = sum(1 for line in written if OWNER.match(line))
    flat = " ".join(INDENT.sub(" ", lowered).split())
    formulas = len({match[0] for match in FORMULA.finditer(flat)})
    # text in another script has no words of a licence, but it has letters
    words = max(len(WORD.findall(flat)), len(flat) // MAX_WORD, 1)
    share = len(VOCABULARY.findall(flat)) / words
    if formulas and share >= MIN_SHARE and any(OWNER.match(line) for line in written[:HEAD_LINES]):
        return True
    return share >= max(MIN_SHARE, BASE_SHARE - SHARE_PER_FORMULA * formulas) and (
        formulas > 0 or words >= MIN_WORDS or owners >= MIN_OWNERS * len(written)
    )


def _is_list_of_people(written: Sequence[str]) -> bool:
    people = sum(1 for line in written if len(line) <= MAX_PERSON and any(sign in line for sign in ADDRESS_SIGNS) and PERSON.match(line))
    if people >= MIN_PEOPLE and people >= MIN_PEOPLE_SHARE * len(written):
        return True
    if not any(HEADING.match(line) for line in written[:HEAD_LINES]):
        return False
    named = people + sum(1 for line in written if "@" not in line and len(line) <= MAX_PERSON and NAME_LINE.match(line))
    return named >= MIN_PEOPLE and named >= MIN_NAMES_SHARE * len(written)
