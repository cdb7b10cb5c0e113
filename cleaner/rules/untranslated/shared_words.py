"""Words that languages share: loan words of English, words of Latin phrases, words of medicine and chemistry."""

from cleaner.languages.english import words as english_words
from cleaner.patterns import regex

MAX_RARE = 2
"""Class of an English word (see `english.words`) up to which it may be a word of another language, too."""
LOANS = frozenset(
    "adiós attaché café cafés château cliché clichés communiqué consommé coup crème crèche crêpe décor déjà entrée façade façades fête fiancé fiancée flambé "
    "jalapeño jalapeños maître matinée mañana mêlée naïve naïveté née par passé piñata précis protégé protégés purée résumé résumés risqué rosé sauté señor señora soirée "
    "soufflé touché über vis-à-vis voilà".split()
)
LEARNED = regex(
    r"\w+(?:aemia|amide|ase|azole|ban|emia|flavones?|ides?|idines?|illin|isation|itis|ization|mab|mycin|nib|oids?|oma|omas|osis|otic|prost|prostol|rhythmias?|scopy|statin|tumoral|urines?|uria"
    r"|vir|viral|virus|viruses)"
)
"""Words of medicine and chemistry, which no word list has all of and which languages share."""
LEARNED_HEAD = regex(
    r"(?:anti|auto|bio|brady|broncho|cardio|corona|cyto|electro|endo|extra|fluoro|gastro|glyco|ha?emo|hetero|homo|hyper|hypo|immuno|infra|inter|intra|iso|lipo|macro|meso|meta|micro|mono|multi"
    r"|myo|nano|neo|neuro|non|orbito|osteo|para|peri|photo|poly|post|pre|pseudo|psycho|radio|semi|sub|super|tachy|tetra|thermo|trans|ultra|xeno)(?=[a-z]{4})"
)
LATIN = frozenset("al et facto hoc ibid mellitus priori posteriori quo se silico situ utero versus via vice vitro vivo".split())
"""Words of phrases that every language keeps."""


def is_learned(word: str) -> bool:
    """Whether a word is a learned one, or English with a learned beginning ("antiglobulin")."""
    if LEARNED.fullmatch(word):
        return True
    match = LEARNED_HEAD.match(word)
    return match is not None and english_words().get(word[match.end() :], 0) > MAX_RARE
