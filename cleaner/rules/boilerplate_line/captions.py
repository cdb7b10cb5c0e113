"""Subtitles, captions and transcripts with times, and the credits of those who made them.

`is_captions` recognises SRT, WebVTT, SBV, MicroDVD, ASS/SSA, LRC and transcripts with times. In
such a text every number, time and line of speech is content. Only credits may be removed: a line
that is nothing but the credit of a transcriber or subtitler ("Subtitles by …", "字幕由 … 提供"), or a
sentence that speech recognition is known to invent in silence. `credit` recognises them; in other
texts it is certain only of forms that are not also a field of a film's data sheet.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cleaner.patterns import regex

MIN_CUES, MIN_CUE_SHARE = 2, 0.15
"""Cue lines of a subtitle file, and their share of the written lines: a cue of SRT has a number,
times and one to four lines of text."""
MIN_CLOCKS, MIN_BARE_CLOCKS = 3, 5
"""Lines with a time in a transcript, in brackets or without: schedules and tickers also have the
latter."""
MIN_CLOCK_SHARE, MIN_SPEAKER_SHARE = 0.3, 0.2
"""Share of the written lines with a time; less after speakers, whose turns have several lines."""
MAX_STEPS_BACK = 0.05
"""Share of the times that may go back, because two people speak at once; times of a schedule are
not in order."""
MAX_START = 300
"""Seconds of the latest first time: a recording begins earlier than a schedule of "09:00"."""
CUE = regex(
    r"""
      \s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,:]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,:]\d{1,3}   # SRT, WebVTT
    | \d{1,2}:\d{2}:\d{2}\.\d{2,3},\d{1,2}:\d{2}:\d{2}\.\d{2,3}\s*$                              # SBV
    | (?:Dialogue|Comment):\s*[^,]{0,12},\s*\d{1,2}:\d{2}:\d{2}[.:]\d{1,3},                     # ASS, SSA
    | \{\d{1,7}\}\{\d{1,7}\}                                                                    # MicroDVD
    """,
    re.VERBOSE,
)
TIME = r"(?P<time>(?:\d{1,2}:)?\d{1,3}:\d{2})(?:[.,:]\d{1,3})?"
CLOCK = regex(
    rf"\s*[-*•]?\s*(?P<open>[\[(<]?)\s*{TIME}(?:\s*(?:-->|[-–—])\s*(?:\d{{1,2}}:)?\d{{1,3}}:\d{{2}}(?:[.,:]\d{{1,3}})?)?\s*(?P<close>[\])>]?)(?![\d:])"
)
"""A time at the start of a line, in brackets or not."""
TURN = regex(rf"\s*[^\W\d_][^\[\](){{}}:\t]{{0,40}}[:,]?\s+[\[(]?{TIME}[\])]?:?\s*$")
"""A speaker with a time: "Speaker 1 (00:12):"."""
STARTS = frozenset("0123456789[(<{-*•DC")
"""First characters of a line with a cue or a time."""

MAX_CREDIT = 120
"""Code points of the longest credit."""
MAX_NAME_WORDS = 10
DIGITS = frozenset("0123456789")
AROUND = " \t-–—*~♪♫#[]()（）【】<>《》「」"
MARKUP = regex(r"<[^<>]{1,40}>|\{\\[^{}]{1,40}\}")
LINKS = regex(r"(?i:https?://|www\.)")
ORGANISATION = regex(
    r"(?i:amara\.?\s?org|open-?subtitles|osdb\.link|addic7ed|podnapisi|otter\.ai|rev\.com|happy ?scribe|radio-canada|dimatorzok|ai-media|"
    r"captionmax|media access group|national captioning institute|red bee media|ted translators?)|\b(?:ZDF|NDR|SWR|WDR|ORF|SRF|QTSS|WGBH|VITAC)\b"
)
"""Companies and communities that make subtitles."""
CONNECTIVES = frozenset(
    """
    & + the a of for and in at with on team community volunteers und der die das des für im auftrag von van vom de la le les el los et y e i en och og ja da do di
    del della dalla dei para pour par par la communauté comunidad comunità comunidade gemenskapen gemeenschap społeczność fællesskabet fellesskapet
    von a cura и і та topluluğu komunita közösség comunitatea www
    """.split()
)
"""Lower-case words that a name may hold."""


def _form(heads: str, agents: str, fields: str = "") -> re.Pattern[str]:
    """A credit of one language.

    Args:
        heads: words for subtitles or a transcript.
        agents: words between them and a name that make the line a credit in any text.
        fields: words that may also introduce a language or a film: a credit only in captions. A
            colon is always one of them.
    """
    return regex(rf"(?i:(?:{heads})\s*(?:(?P<agent>{agents})|(?P<field>[:：|-]{'|' + fields if fields else ''}|(?=\s))))\s*(?P<name>\S.*)$")


FORMS = (
    _form(
        r"(?:(?:closed|open|english|original)\s+)?(?:subtitles?|captions?|captioning|subtitling|transcripts?|transcription|transcribed|subtitled|captioned)"
        r"(?:(?:\s*[,&]\s*|\s+and\s+)(?:translation|translated|timing|timed|corrections?|corrected|edited|sync(?:ed)?))*",
        r"(?:(?:is|are|was|were)\s+)?(?:created\s+|made\s+|provided\s+|done\s+|submitted\s+|prepared\s+|sponsored\s+)?by\b|courtesy\s+of\b",
        r"from\b",
    ),
    _form(r"(?:re-?)?sync(?:ed|hroni[sz]ed)?(?:\s*(?:,|&|and)\s*(?:corrected|corrections?|edited|timed))*", r"(?!)", r"by\b"),
    _form(
        r"(?:sous-titres|sous-titrage|sous-titré|transcription)", r"(?:réalisée?s?\s+|créés?\s+|fournis?\s+)?(?:par|para)\b", r"de\b|:|st\b"
    ),
    _form(
        r"(?:untertitel(?:ung|t)?|transkri(?:pt|ption|biert))",
        r"(?:erstellt\s+|bereitgestellt\s+)?(?:von\s+der|durch|im\s+auftrag)\b",
        r"von\b|der\b|des\b",
    ),
    _form(
        r"(?:subtítulos|subtitulado|subtitulación|transcripción|transcrito)",
        r"(?:realizad[oa]s?\s+|cread[oa]s?\s+|hech[oa]s?\s+)?por\b",
        r"de\b",
    ),
    _form(
        r"(?:sottotitoli|sottotitolat[oi]|trascrizione|trascritto)(?:\s+e\s+revisione)?",
        r"(?:creati\s+|realizzati\s+)?(?:dalla|da|a\s+cura\s+di)\b",
        r"di\b",
    ),
    _form(r"(?:legendas|legendado|legendagem|transcrição|transcrito)", r"(?:feitas?\s+|criadas?\s+)?(?:pela|pelo|por)\b", r"d[eao]\b"),
    _form(r"(?:ondertitels|ondertiteling|ondertiteld)", r"(?:ingediend\s+|gemaakt\s+)?door\b", r"van\b"),
    _form(r"(?:napisy|transkrypcja)", r"(?:stworzone\s+|wykonane\s+|przygotowane\s+)?przez\b"),
    _form(r"(?:titulky|přepis|prepis)", r"(?:vytvořila?|vytvorila?|přeložila?|preložila?)\b"),
    _form(
        r"(?:субтитры|титры|расшифровка)",
        r"(?:сделал[аи]?|создавал[аи]?|создал[аи]?|подготовил[аи]?|подогнал[аи]?|предоставил[аи]?|предоставлены|созданы)\b",
    ),
    _form(r"(?:редактор\s+субтитров|редактор\s+субтитрів|корректор\s+субтитров)", r"(?=\s)"),
    _form(r"(?:субтитри)", r"(?:створи(?:в|ла|ли)|зроби(?:в|ла|ли)|підготу(?:вав|вала|вали)|створено|направи\S*)"),
    _form(r"(?:altyaz[ıi](?:lar)?(?:\s+ve\s+çeviri)?|çeviri\s+ve\s+altyazı)", r"(?!)"),
    _form(r"(?:undertext(?:er|ning|at|ad)?|textning|svensk\s+text(?:ning)?)", r"(?:skapade\s+)?(?:av|från)\b"),
    _form(r"(?:(?:danske|norske)\s+tekster|undertekster|tekstning|teksting|tekstet)", r"(?:af|av)\b"),
    _form(r"(?:tekstitys|suomennos\s+ja\s+tekstitys)", r"(?!)"),
    _form(r"(?:a\s+feliratot?|feliratok|felirat)", r"(?:készítette|fordította)\b"),
    _form(r"(?:subtitrarea?|subtitrări)", r"(?:realizată\s+|creată\s+)?(?:de\s+către|de)\b"),
    _form(r"(?:υπότιτλοι|απόδοση\s+διαλόγων)", r"(?:από)\b"),
    _form(r"(?:titlovi|prijevod\s+i\s+titlovi|titlove\s+(?:uradio|preveo))", r"(?:izradi(?:o|la)|preve(?:o|la))\b"),
)
CJK_FORMS = regex(
    r"""
      (?:中文|英文|中英|双语|雙語|简体|繁體)?字幕\s*(?P<agent>由\s*\S.{0,40}(?:提供|制作|製作|翻译|翻譯)|(?:志愿者|志願者)\s*\S.{0,20}|(?:组|組)\s*(?:制作|製作|翻译|翻譯|出品).{0,20})
    | (?:中文|英文|中英|双语|雙語|日本語|한글\s*)?(?:字幕|자막)\s*(?:制作|製作|作成|翻译|翻譯|翻訳|校对|校對|听打|聽打|提供|组|組|者|제공|제작)*\s*(?:[:：]|by\b)\s*\S.{0,30}
    | (?:한글\s*)?자막\s*(?:제공|제작)\s+\S.{0,30}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Credits in Chinese, Japanese and Korean; without `agent` it may also be a field of a film's data
sheet."""
INVENTED = regex(
    r"""
      请?(?:請)?不吝(?:点赞|點贊|點讚)[\s,，、]*(?:订阅|訂閱)[\s,，、]*(?:转发|轉發)[\s,，、]*(?:打赏|打賞)(?:支持)?\S{0,20}
    | (?:明镜|明鏡)需要您的支持\S{0,4}\s*(?:欢迎|歡迎)(?:订阅|訂閱)(?:明镜|明鏡)
    | (?:優優|优优)(?:獨播劇場|独播剧场)\W{0,4}(?:yoyo\s+television\s+series\s+exclusive)?
    | hãy\s+(?:subscribe|đăng\s+ký)\s+cho\s+kênh\s+.{2,40}?\s+để\s+không\s+bỏ\s+lỡ.{0,40}
    | (?:please\s+)?rate\s+this\s+subtitle\s+at\s+\S+.{0,60}
    | help\s+other\s+users\s+to\s+choose\s+the\s+best\s+subtitles\W*
    | (?:support\s+us\s+and\s+become\s+(?:a\s+)?vip\s+member|to\s+remove\s+all\s+ads\s+from|contact|subtitles?\s+downloaded\s+from)\s+(?:www\.)?open-?subtitles\S*.{0,20}
    | (?:advertise\s+your\s+product\s+or\s+brand\s+here|support\s+us\s+and\s+become\s+(?:a\s+)?vip\s+member)\W*(?:contact\s+\S+\s+today)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Sentences that speech recognition invents in silence, and advertisements of subtitle archives."""
STEMS = (
    "subtit", "caption", "transcri", "sync", "sous-titr", "untertitel", "transkri", "subtítulo", "sottotitol", "trascri", "legenda", "ondertitel", "napisy", "titulky", "přepis",
    "субтитр", "титры", "расшифровка", "altyaz", "undertext", "textning", "tekster", "teksting", "tekstning", "tekstet", "tekstitys", "felirat", "υπότιτλ", "απόδοση", "titlov", "字幕", "자막",
    "不吝", "需要您的支持", "獨播劇場", "独播剧场", "không bỏ lỡ", "vip member", "brand here",
)  # fmt: skip
"""Every credit contains one of these; in lower case, for the literal index."""
CREDIT = "transcriber credit"
"""The kind of such a line in messages."""


def is_captions(lines: Sequence[str]) -> bool:
    """Whether a text is subtitles, captions or a transcript with times."""
    written = [line for line in lines if line and not line.isspace()]
    timed = [line for line in written if (line[0] in STARTS or line.lstrip()[:1] in STARTS) and (":" in line or "}" in line)]
    cues = sum(1 for line in timed if CUE.match(line))
    if cues >= MIN_CUES and cues >= MIN_CUE_SHARE * len(written):
        return True
    found = [match for line in timed if (match := CLOCK.match(line))]
    bracketed = [match["time"] for match in found if match["open"] and match["close"]]
    if len(bracketed) >= max(MIN_CLOCKS, MIN_CLOCK_SHARE * len(written)) and _runs_on(bracketed):
        return True
    bare = [match["time"] for match in found if not match["open"]]
    if len(bare) >= max(MIN_BARE_CLOCKS, MIN_CLOCK_SHARE * len(written)) and _runs_on(bare):
        return True
    turns = [match["time"] for line in written if line[-1] in "0123456789]): " and len(line) < MAX_CREDIT and (match := TURN.match(line))]
    return len(turns) >= max(MIN_CLOCKS, MIN_SPEAKER_SHARE * len(written)) and _runs_on(turns)


def _runs_on(clocks: Iterable[str]) -> bool:
    """Whether times start near zero and hardly ever go back."""
    seconds = [sum(int(part) * 60**power for power, part in enumerate(reversed(clock.split(":")))) for clock in clocks]
    back = sum(1 for one, other in pairwise(seconds) if other < one)
    return seconds[0] <= MAX_START and seconds[-1] > seconds[0] and back <= MAX_STEPS_BACK * len(seconds)


def credit(line: str) -> bool | None:
    """Whether a credit is certain in any text, or only in captions (False); None if it is none."""
    if len(line) > MAX_CREDIT:
        return None
    bare = MARKUP.sub("", line).strip(AROUND)
    if INVENTED.fullmatch(bare):
        return True
    if (cjk := CJK_FORMS.fullmatch(bare)) is not None:
        return cjk["agent"] is not None and not bare.endswith(("。", "！", "？"))
    for form in FORMS:
        match = form.match(bare)
        if match is not None and _is_name(match["name"]):
            return bool(match["agent"] is not None or ORGANISATION.search(match["name"]))
    return None


def _is_name(text: str) -> bool:
    """Whether words are names, and not a sentence."""
    if text.endswith(("!", "?", "…")):
        return False
    words = (text if LINKS.search(text) else text.replace("/", " ")).rstrip(".").replace(",", " ").split()
    others = [word.lower() for word in words if not _is_name_word(word)]
    strange = sum(1 for word in others if word not in CONNECTIVES)
    return len(others) < len(words) <= MAX_NAME_WORDS and strange <= (ORGANISATION.search(text) is not None)


def _is_name_word(word: str) -> bool:
    """Whether a word starts with a capital or a letter without case, or is an address or number."""
    return not word[0].islower() or "." in word or "@" in word or any(char in DIGITS for char in word)
