"""Names that other tools and users give to columns, languages, statuses and parts of speech."""

from cleaner.glossary.parse import ONCE, TERM_KEYS
from cleaner.patterns import regex

REGIONS = {
    "ar": "SA", "bn": "BD", "cs": "CZ", "de": "DE", "en": "US", "es": "ES", "fa": "IR", "fr": "FR", "hi": "IN", "id": "ID", "it": "IT",
    "ja": "JP", "km": "KH", "ko": "KR", "lo": "LA", "ms": "MY", "my": "MM", "nl": "NL", "pl": "PL", "pt": "PT", "ru": "RU", "th": "TH",
    "tr": "TR", "uk": "UA", "ur": "PK", "vi": "VN", "zh": "CN",
}  # fmt: skip
"""Default regions: tools that require a region write en-US and zh-CN for the language as such."""
STATUSES = {
    "admitted": "admitted", "alternative": "admitted", "approved": "preferred", "avoid": "forbidden", "banned": "forbidden",
    "candidate": "proposed", "deprecated": "deprecated", "dnt": "do-not-translate", "donottranslate": "do-not-translate",
    "donotuse": "forbidden", "draft": "proposed", "forbidden": "forbidden", "legal": "preferred", "new": "proposed",
    "nontranslatable": "do-not-translate", "notrecommended": "deprecated", "obsolete": "deprecated", "preferred": "preferred",
    "prohibited": "forbidden", "proposed": "proposed", "regulated": "preferred", "standardized": "preferred",
    "superseded": "deprecated", "suggested": "proposed", "untranslatable": "do-not-translate",
}  # fmt: skip
"""Names of statuses in other tools, without `Term`, `-admn-sts`, spaces and hyphens."""
PARTS_OF_SPEECH = {
    "adj": "adjective", "adjective": "adjective", "name": "name", "noun": "noun", "other": "phrase", "phrase": "phrase",
    "propernoun": "name", "propername": "name", "n": "noun", "v": "verb", "verb": "verb",
}  # fmt: skip
"""Names of parts of speech in other tools, without spaces and hyphens."""
SOURCES = ("source", "src", "source term", "source text", "original", "term", "原文", "原词", "术语", "源语", "源术语")
"""Headers of the column of terms, other than the code and names of its language."""
TARGETS = tuple("target,tgt,dst,target term,target text,translation,rendering,equivalent,译文,译名,译法,翻译,目标语".split(","))
"""Headers of the column of renderings, other than the code and names of its language."""
LANGUAGES = {
    "ar": ("arabic", "阿拉伯语"), "de": ("german", "deutsch", "德语", "德文"), "en": ("english", "英文", "英语"), "es": ("spanish", "西班牙语"),
    "fr": ("french", "français", "法语", "法文"), "ja": ("japanese", "日本語", "日文", "日语"), "km": ("khmer",), "ko": ("korean", "韩语", "韩文"),
    "my": ("burmese", "缅语", "缅甸语"), "pt": ("portuguese",), "ru": ("russian", "俄语", "俄文"), "th": ("thai", "泰语"),
    "vi": ("vietnamese", "越南语"), "zh": ("chinese", "中文", "汉语", "汉文", "简体中文", "simplified chinese", "chinese simplified"),
}  # fmt: skip
"""Names of languages in headers."""
FIELDS = {
    "concept": ("concept", "concept id", "conceptid"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "info", "备注", "说明", "注释"),
    "definition": ("definition", "description", "meaning", "explanation", "定义", "释义"),
    "domain": ("domain", "field", "subject", "subject field", "subjectfield", "category", "topic", "领域", "类别", "分类"),
    "source": ("origin", "reference", "references", "source of term", "出处", "来源"),
    "pos": ("pos", "part of speech", "partofspeech", "word class", "词性"),
    "status": ("status", "state", "状态"),
    "forbidden": ("forbidden",),
    "case": ("case sensitive", "case_sensitive", "casesensitive", "case"),
    "regex": ("regex", "regexp", "is regex"),
    "hit": ("example", "examples", "example of use", "hit", "例句"),
    **{key: (key,) for key in TERM_KEYS if key not in ("pos", "status", "case", "hit", "miss", *ONCE)},
}
"""Headers of the other columns of a user's list."""

_NOT_LETTERS = regex(r"[\s_-]+")


def status(name: str) -> str | None:
    """The status with a name in another tool; None when the name is unknown."""
    return STATUSES.get(_NOT_LETTERS.sub("", name.casefold().removesuffix("-admn-sts")).removesuffix("term"))


def part_of_speech(name: str) -> str | None:
    """The part of speech with a name in another tool; None when the name is unknown."""
    return PARTS_OF_SPEECH.get(_NOT_LETTERS.sub("", name.casefold()))
