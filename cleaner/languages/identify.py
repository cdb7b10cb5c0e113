"""Which language a text is in.

Its prose answers first: where that is Chinese, Japanese or Korean (`cleaner.languages.prose`), kana
is Japanese, hangul Korean, Han alone Chinese, however much code and addresses are around it. Then
scripts: Thai letters are Thai. A model is asked only about scripts that several languages share,
and never about lines with Han, kana or hangul.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from cleaner.choices import DEFAULT_IDENTIFIER, IDENTIFIERS
from cleaner.codepoints import script_name, script_number, script_numbers, script_table
from cleaner.errors import OptionError
from cleaner.languages.chinese import variant_counts
from cleaner.languages.prose import CJK_SHARE, MIN_CJK, Side, Weight, protected_spans, quick_weight, weigh
from cleaner.languages.tags import SCRIPTS
from cleaner.scan import Scan, is_plain

CJK = ("Hani", "Hira", "Kana", "Hang", "Bopo")
HANGUL_FROM = 0x1100
"""The first letter of hangul: no CJK letter lies below it."""
SAMPLE = 2000
"""Code points the model reads at most; accuracy no longer grows beyond a few hundred."""
N_GRAM = 6
"""Bytes of the longest n-gram of py3langid's model."""
MIN_WALK = 400
"""Bytes of the shortest text that is walked from all places at once: shorter ones take longer so."""
MIN_LETTERS = 20
"""Letters below which no model is asked: at 20 characters the best of those measured is right 83
times in 100."""
_NOT_WRITING = ("Zyyy", "Zinh", "Zzzz", "Brai")


class Guess(NamedTuple):
    """A language and how sure the identifier is of it, 0 to 1."""

    language: str | None
    confidence: float


class Identifier(Protocol):
    """Anything that names the language of a text."""

    def identify(self, text: str) -> Guess:
        """The language of a text of at least a few words."""


class Py3LangId:
    """py3langid, the best of those measured at its size.

    83.0, 95.8 and 98.5 % are right at about 20, 50 and all characters of NTREX-128.
    """

    def __init__(self) -> None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        class Identifier(LanguageIdentifier):  # type: ignore[misc]
            """py3langid with its automaton walked from all places of a text at once."""

            __slots__ = ("walk",)

            def _raw_score(self, text: bytes) -> Any:
                counts = self.walk.counts(text) if len(text) >= MIN_WALK else None
                if not counts:
                    return super()._raw_score(text)
                weights = _floats().take(self.nb_ptc.view(np.uint16)[list(counts)])
                return np.log1p(np.fromiter(counts.values(), dtype=np.float32)) @ weights + self.nb_pc

        self._model: Any = Identifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._model.walk = Walk(self._model.tk_nextmove, self._model.tk_row, self._model.tk_output)
        # as lists of objects they take 8 MB
        self._model.tk_output = array("i", self._model.tk_output)
        self._model._rowbase = array("I", self._model._rowbase)  # noqa: SLF001

    def identify(self, text: str) -> Guess:
        language, confidence = self._model.classify(text)
        return Guess(str(language), float(confidence))


@cache
def _floats() -> npt.NDArray[np.float32]:
    """The value of each pattern of 16 bits: a look-up takes half the time of numpy's conversion."""
    return np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)


class Walk:
    """An automaton that finds n-grams of bytes, walked from all places of a text at once.

    Its state depends only on as many bytes as its longest n-gram has (`N_GRAM`), so that many steps
    from the first state give the state at every place; a step in Python for each byte takes twice the
    time.

    Args:
        moves: rows of the next state for each byte.
        rows: the number of the row of each state.
        output: the n-gram found in each state, -1 for none.
    """

    def __init__(self, moves: Sequence[int], rows: Sequence[int], output: Sequence[int]) -> None:
        self._moves = np.asarray(moves)
        self._rows = np.asarray(rows, dtype=np.int64) << 8
        self._output = np.asarray(output, dtype=np.int32)

    def counts(self, text: bytes) -> Counter[int]:
        """How often the text has each n-gram, in the order in which they are first found."""
        padded = np.zeros(N_GRAM - 1 + len(text), dtype=np.int64)
        padded[N_GRAM - 1 :] = np.frombuffer(text, dtype=np.uint8)
        state = np.zeros(len(text), dtype=self._moves.dtype)
        for step in range(N_GRAM):
            state = self._moves.take(self._rows.take(state) + padded[step : step + len(text)])
            state[: N_GRAM - 1 - step] = 0  # these bytes are before the text
        found = self._output.take(state)
        return Counter(found[found >= 0].tolist())


class LangDetect:
    """langdetect, seeded for repeatable results; scripts go first: it confuses Chinese and Korean."""

    def __init__(self) -> None:
        from langdetect import PROFILES_DIRECTORY
        from langdetect.detector_factory import DetectorFactory

        # a factory of our own: the module's is shared with whoever else uses langdetect in this process
        self._factory = DetectorFactory()
        self._factory.load_profile(PROFILES_DIRECTORY)
        self._factory.set_seed(0)

    def identify(self, text: str) -> Guess:
        from langdetect.lang_detect_exception import LangDetectException

        detector = self._factory.create()
        detector.append(text)
        try:
            best = detector.get_probabilities()
        except LangDetectException:
            return Guess(None, 0.0)
        if not best:
            return Guess(None, 0.0)
        return Guess(best[0].lang.split("-")[0], float(best[0].prob))


_IDENTIFIERS: dict[str, Callable[[], Identifier]] = {"py3langid": Py3LangId, "langdetect": LangDetect}


@cache
def identifier(name: str = DEFAULT_IDENTIFIER) -> Identifier:
    """An identifier by name, loaded once.

    Raises:
        OptionError: the name is unknown.
    """
    if name not in IDENTIFIERS:
        raise OptionError(f"unknown identifier {name!r}; choose one of {', '.join(IDENTIFIERS)}")
    return _IDENTIFIERS[name]()


ENGLISH = (" the ", " of ", " and ", " to ", " in ", " that ", " is ", " for ", " was ", " with ", " on ", " by ", " are ", " from ")
"""Words that are typical of one language."""
ENGLISH_WORDS = 8
"""How many different ones of them in a text settle that it is English."""


_NO_LETTERS = bytes(set(range(0x80)) - set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def script_counts(scan: Scan, start: int, end: int) -> Counter[str]:
    """How many letters of each script a span holds."""
    text = scan.joined[start:end]
    if is_plain(text):
        letters = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
        return Counter(Latn=letters) if letters else Counter()
    counts = np.bincount(scan.scripts[start:end][scan.letters[start:end]])
    found = Counter({script_name(int(number)): int(counts[number]) for number in np.flatnonzero(counts)})
    for name in _NOT_WRITING:
        found.pop(name, None)
    return found


def prose_weight(
    text: str, scan: Scan, start: int, lowered: str, protected: Callable[[], list[tuple[int, int]]] | None = None
) -> Weight | None:
    """Amounts of CJK prose and of other prose; None for a text with too few CJK letters.

    Args:
        text: the text.
        scan: a scan that holds it.
        start: where the text starts in the scan.
        lowered: the text in lower case.
        protected: gives the spans of code, addresses and markup, when the caller has them.
    """
    if is_plain(text):
        return None
    end = start + len(text)
    high = scan.points[start:end] >= HANGUL_FROM
    counts = np.bincount(scan.scripts[start:end][high], minlength=256)
    han, cjk = int(counts[script_number("Hani")]), sum(int(counts[number]) for number in script_numbers(CJK))
    # all other characters count as letters: an upper bound, which only makes the quick answer rarer
    others = len(text) - cjk
    if not cjk or (cjk < MIN_CJK and cjk < CJK_SHARE * len(text)):
        return None
    weight = quick_weight(lowered, han, cjk - han, others)
    if weight is not None:
        return weight
    weight = weigh(text, protected() if protected else protected_spans(text))
    letters = script_counts(scan, start, end)
    return weight._replace(latin=weight.latin + sum(size for script, size in letters.items() if script not in (*CJK, "Latn")))


def cjk_language(counts: Counter[str]) -> str:
    """The language of Chinese, Japanese or Korean prose.

    Kana settle for Japanese when they are a twentieth of the CJK letters.
    """
    kana = counts["Hira"] + counts["Kana"]
    if counts["Hang"] > max(kana, counts["Hani"]):
        return "ko"
    return "ja" if kana * 20 >= sum(counts[name] for name in CJK) else "zh"


def chinese_tag(text: str) -> str:
    """`zh-Hans`, `zh-Hant`, or `zh` when the characters of the text are common to both."""
    simplified, traditional = variant_counts(text[:SAMPLE])
    if simplified == traditional:
        return "zh"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def identify(
    text: str,
    scan: Scan | None = None,
    start: int = 0,
    lowered: str | None = None,
    name: str = DEFAULT_IDENTIFIER,
    prose: Callable[[], Weight | None] | None = None,
) -> Guess:
    """The language of a text.

    Args:
        text: the text.
        scan: a scan that holds it; made when None.
        start: where the text starts in the scan.
        lowered: the text in lower case, when the caller has it.
        name: which identifier to ask when scripts cannot tell.
        prose: gives what `prose_weight` says of the text, when the caller has it.

    Returns:
        A BCP-47 tag and a confidence; None when there are too few letters to tell.
    """
    lowered = text.lower() if lowered is None else lowered
    scan = scan or Scan((text,))
    weight = prose() if prose else prose_weight(text, scan, start, lowered)
    if weight is not None and weight.side is Side.CJK:
        language = cjk_language(script_counts(scan, start, start + len(text)))
        return Guess(chinese_tag(text) if language == "zh" else language, 1.0)
    missing = ENGLISH_WORDS
    for word in ENGLISH:
        missing -= word in lowered
        if not missing:
            break
    english = not missing
    # a character beyond ASCII takes two bytes or more: where they are few, the text is written in Latin letters
    if english and len(text.encode("utf-8", "replace")) < len(text) * 1.1:
        return Guess("en", 1.0)
    counts = script_counts(scan, start, start + len(text))
    for script in CJK:
        counts.pop(script, None)
    if not counts:
        return Guess(None, 0.0)
    script = max(counts, key=lambda each: (counts[each], each))
    written = [code for code, scripts in SCRIPTS.items() if scripts == (script,)]
    if len(written) == 1:
        return Guess(written[0], 1.0)
    if script == "Latn" and english:
        return Guess("en", 1.0)
    if counts[script] < MIN_LETTERS:
        return Guess(None, 0.0)
    guess = identifier(name).identify(sample(text, scan, start))
    return guess if guess.language is not None else Guess(None, 0.0)


def sample(text: str, scan: Scan | None, start: int) -> str:
    """The first `SAMPLE` code points of the lines that hold no CJK letters, white space folded."""
    if text.isascii():
        return " ".join(text[: SAMPLE * 2].split())[:SAMPLE]
    scan = scan or Scan((text,))
    part = slice(start, start + min(len(text), SAMPLE * 8))
    kept = np.where(script_table(CJK)[scan.scripts[part]], np.uint32(ord(" ")), scan.points[part])
    return " ".join(kept.astype("<u4").tobytes().decode("utf-32-le").split())[:SAMPLE]
