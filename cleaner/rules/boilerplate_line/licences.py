"""Licences, copyright files, notices and lists of authors: their content has the words of a page's
footer.

`is_licence_text` recognises such a file by the fields of a machine-readable copyright file, by the
formulas and the vocabulary of licences, or as a list of people with their addresses.
"""

import re
from collections.abc import Sequence

from cleaner.patterns import regex

HEAD_LINES = 4
"""First lines that may be the heading or the owner: a title and a ruler may come before it."""
MAX_FILE = 2_000_000
"""Code points of the longest text that is read: the longest licence collections have half of
that."""
CORE = ("licen", "copyright", "(c)", "©", "warrant", "distribut", "public domain", "notice")
MAX_GAP = 1000
"""A licence has at least one of `CORE` in so many code points; a quick test that most pages
fail."""
MIN_FIELDS = 2
"""Fields of a machine-readable copyright file ("Files:", "Copyright:", "License:") that make a text
one."""
FIELD = regex(r"^(?:Format|Upstream-Name|Files|Copyright|License|Files-Excluded):", re.MULTILINE)
DECISIVE = regex(r"^(?:Files|License):\s*\S", re.MULTILINE)
FORMULA = regex(
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
"""Phrases of licences and notices; in lower case, with single blanks."""
VOCABULARY = regex(
    r"\b(?:licen[cs](?:e[sd]?|ors?|ees?|ing)|copyright(?:s|ed)?|\(c\)|warrant(?:y|ies)|redistribut\w+|sublicen\w+|permission|liab(?:le|ility)|contribut(?:ors?|ions?)|derivative|"
    r"patents?|merchantability|conditions|notices?|trademarks?|disclaim\w*|covered|verbatim|software|rights|works?|terms|distribut\w+|author(?:s|ed)?|holders?|damages|source|modif\w+)\b|©"
)
WORD = regex(r"[a-z]+")
MAX_WORD = 10
"""Code points for each word: a text with more is in another script."""
INDENT = regex(r"(?m)^[\s#*/;%\"'>|.-]+")
"""Indentation and comment marks, which may also interrupt a formula."""
MIN_WORDS = 100
"""Words of the shortest text that is a licence by its vocabulary alone, without a formula."""
BASE_SHARE = 0.13
SHARE_PER_FORMULA = 0.03
MIN_SHARE = 0.05
"""Share of the words that must be of the vocabulary: less for each formula, at least `MIN_SHARE`.
Licences have 0.07 to 0.25, copyright files that describe their sources 0.05 to 0.09, and none of
1,900 labelled pages more than 0.035, pages of Creative Commons and of software included."""
OWNER = regex(r"^\W{0,4}(?:portions\s+)?(?:copyright\b|\(c\)|©)", re.IGNORECASE)
MIN_OWNERS = 0.5
"""Share of lines beginning with "Copyright" from which a text is a list of owners."""

HEADING = regex(
    r"\W{0,4}(?:[\w.+-]+(?:'s)?\s+){0,4}(?:authors?|contributors?|maintainers?|developers?|credits?|thanks|acknowledge?ments|contributions|committers|team)\b[^.]{0,60}[:.]?\s*$|"
    r".{0,80}\b(?:contributed|contributors|authors?|thanks\s+to|thank|maintained|developed|written)\b",
    re.IGNORECASE,
)
PERSON = regex(
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
"""Every line with an address has one of these."""
MAX_PERSON = 160
"""Code points of the longest line about one person."""
MIN_PEOPLE, MIN_PEOPLE_SHARE = 3, 0.4
"""People with addresses in a list of authors: their number, and their share of the written
lines."""
NAME_LINE = regex(
    r"\W{0,4}[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_a-z][\w.'’-]*|v[ao]n|de[rn]?|di|da|la|le|al|bin|ibn|[\"'(“].{1,30}))+\s*(?:[,;:(–-].{0,60})?$"
)
MIN_NAMES_SHARE = 0.6
"""Share of lines that are names, in a list under a heading such as "Authors"."""


def is_licence_text(lines: Sequence[str]) -> bool:
    """Whether a text is a licence, a copyright or notice file, or a list of authors."""
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
    signed = [line for line in written if len(line) <= MAX_PERSON and any(sign in line for sign in ADDRESS_SIGNS)]
    enough = max(MIN_PEOPLE, MIN_PEOPLE_SHARE * len(written))
    headed = any(HEADING.match(line) for line in written[:HEAD_LINES])
    if len(signed) < enough and not headed:
        return False
    people = sum(1 for line in signed if PERSON.match(line))
    if people >= enough or not headed:
        return people >= enough
    named = people + sum(1 for line in written if "@" not in line and len(line) <= MAX_PERSON and NAME_LINE.match(line))
    return named >= MIN_PEOPLE and named >= MIN_NAMES_SHARE * len(written)
