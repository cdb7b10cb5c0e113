"""A line injected to sell or to be indexed: an adult list above a hijacked page, a casino's keywords, "invoices issued, WeChat …".

Why: it has nothing to do with the text, and what reads the text later takes it for content.
How: independent signals, of which two are needed, a marker phrase of a kind of spam among them: marker phrases; a list of scraps
between separators, without a sentence; a script that is not the document's; a place among the first or last three lines;
a contact ("QQ 12345678", a bare address); scraps that repeat. Without a marker the line is only proposed, and only where script,
list and place agree.
A learned score (`cleaner.models.spam`) is one more signal: alone it removes nothing; a line that stands alone also needs a
shape or a marker that speaks for spam, a line in a document also its place, its script or a marker.
Removed lines draw others along: the line that leads to them ("you may also like these resources:"), and, where several say a name
twice ("X - X (official)"), the lines without a sentence that hold the name.
Left alone: sentences about such things (law, medicine, headlines on crackdowns), lists of tags, casts or products; lists of words in
programs and tables, and English lines with nothing but a high score, are proposed at most.
Source: hijacked pages: 51 of 66 injected lines stand in the first or last three lines, the injected text is of another script or
variant than the body, sentence marks are missing, and 15 % of its character pairs repeat, against 0 to 4 % elsewhere.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from cleaner.annotation import Kind, Safety, Severity
from cleaner.languages.chinese import variant_counts
from cleaner.languages.identify import CJK
from cleaner.models import spam
from cleaner.rule import Case, Found, Rule
from cleaner.rules._lines import Judge, Judgement, remove
from cleaner.rules.view import CJK_FROM, View

MARKERS: dict[str, tuple[str, ...]] = {
    "adult": (
        "一区二区", "二区三区", "免费视频", "久久精品", "亚洲精品", "亚洲色图", "国产精品", "在线观看", "在线播放", "日韩精品", "日韩免费", "日韩欧美", "欧美日韩", "无码",
        "成人网", "成人视频", "成人影院", "色情网", "激情视频", "av在线", "三级片", "一级片", "黄色网站", "xxx videos", "porn videos", "free porn", "sex videos", "live sex",
        "sex cams", "hot girls nude", "порно онлайн", "секс видео", "порно видео",
    ),
    "escort": (
        "上门服务", "同城约", "外围女", "全套服务", "小姐服务", "品茶", "escort bayan", "eskort", "escort service", "call girls", "russian escorts", "индивидуалки", "проститутки",
    ),
    "gambling": (
        "时时彩", "百家乐", "博彩网", "博彩平台", "娱乐城", "投注平台", "彩票平台", "真人娱乐", "棋牌游戏", "六合彩", "足球投注", "北京赛车", "澳门新葡京", "老虎机", "注册送", "首存送",
        "线上娱乐", "体育投注", "彩金", "slot gacor", "situs slot", "judi online", "bandar togel", "agen slot", "slot online", "maxwin", "situs judi", "rtp slot", "slot88",
        "bonus new member", "deneme bonusu", "bahis siteleri", "canlı bahis", "kaçak bahis", "casino siteleri", "online casino", "casino bonus", "казино онлайн", "онлайн казино",
        "ставки на спорт", "игровые автоматы", "สล็อตเว็บตรง", "บาคาร่า", "แทงบอล", "เว็บสล็อต", "카지노사이트", "토토사이트", "바카라사이트",
    ),
    "invoice": ("代开发票", "开发票", "代开各", "增值税发票", "正规发票", "机打发票", "普通发票", "发票联系"),
    "pharma": (
        "viagra", "cialis", "levitra", "buy cheap pills", "no prescription", "online pharmacy", "xanax", "weight loss pills", "壮阳", "伟哥", "迷药", "催情", "виагра", "сиалис",
    ),
    "loan": ("无抵押贷款", "信用贷款", "当天放款", "身份证贷款", "贷款咨询热线", "快速放款", "no credit check", "payday loans", "bad credit loans", "быстрый займ"),
    "link farm": ("seo backlinks", "buy backlinks", "cheap jordans", "replica watches", "louis vuitton outlet", "michael kors outlet", "友情链接交换", "代写论文", "办证", "刷单", "私服"),
    "crypto": ("下载app官网", "交易所官网", "官网下载安装", "钱包下载", "欧易", "火币", "币安下载", "usdt"),
}  # fmt: skip
"""A small reviewed list of stems that pages and messages sell with. Words that news, law or medicine use are not in it."""
SENTENCE = re.compile(r"[.!?。！？…](?:\s|$|[\"”’」])|[，,](?=.*[。.])")
SEPARATORS = re.compile(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>-]+|\s+")
BARS = re.compile(r"[_|,，、·•丨/\\►▶★☆◆【】\[\]#＃《》<>]+| [-–—>] ")
CJK_CHAR = re.compile("[\u2e80-\uffef]")
CONTACT = re.compile(
    r"(?:qq|微信|薇信|v信|加v|vx|wechat|telegram|whatsapp|电话|手机|热线|联系)\W{0,3}[:：]?\s*[\w@+-]{5,}|\b1[3-9]\d{9}\b|"
    r"(?:https?://|www\.)[!-~]+|\b[a-z0-9-]{3,30}\.(?:com|net|cc|vip|xyz|top|club|info|ru|cn|app|bet)\b",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"危害|打击|打擊|举报|舉報|违法|違法|警方|防范|防範|查处|整治|\b(?:keywords?|tags?|topics?)\s*:|\b(?:drugs?|addiction|regulation|regulators?|police|arrest\w*|court|crackdown|illegal|warn\w*|lawsuit|charged|raid\w*|fined|fraud|scam\w*)\b|"
    r"\b(?:polisi|ditangkap|berantas|ilegal|polis|tutukland\w*|operasyon\w*)\b|полици|суд\b|мошенн|штраф",
    re.IGNORECASE,
)
"""Words of those who write about spam, not of those who send it."""
CODE = re.compile(
    r"""["']\s*[,\])}:=]|[\[({,:=]\s*[a-z]?["']|\\[a-zA-Z(]|\(\?|⟦|^\s*[a-z]?"|"\s*$|^\s*(?:[a-z]{2}|hit|miss|note|term|word|label)\s*:\s"""
)
"""What lists of words in programs and data files have: they are about spam, too."""
MOST_FOREIGN = 0.5
"""Share of lines in another script up to which that says something of them; a text of two languages is not hijacked."""
EDGE = 3
SHORTEST = 8
LONGEST = 4000
SCRAP = 14
"""Code points of the longest average scrap of a list."""
FEWEST_PAIRS = 10
REPEATED = 0.12
SIGNALS_NEEDED = 2
ALONE = 3
"""Lines of a text that has too few of them to be a document around one."""
FEWEST_HAN = 4
VARIANT, VARIANT_AROUND = 2, 10
"""Characters of one variant of Chinese that a line must have, and of the other the text around it."""
REACH = 1000
"""Code points of a line that are looked at besides its score."""
WEIGHTS = {"script": 64, "marker": 96, "edge": 96, "other lines": 48, "repetition": 32, "list": 32, "contact": 32}
"""What a signal adds to the score of a line in a document, in the unit of the score (64 for 1 of the logarithm of the odds)."""
NEEDED = 32
"""What score and signals must reach together."""
LOWEST = -152
"""The lowest score of a line whose script is not the document's to be proposed; any other line must be likely spam by its score alone."""
EXPLAINS = re.compile(r"怎么|怎樣|怎样|如何|什么|什麼|哪些|区别|區別|步骤|步驟|应该|應該|为什么|需要|人次|指南")
"""Words of titles that explain apps, coins, loans or invoices, and seldom sell them."""
FIRM = 64
"""The odds from which on a line with such a word that stands alone is removed all the same."""
FORMS = frozenset({"contact", "list", "repetition"})
TOPIC = 0.5
"""Share of the neighbouring letters of a line that stand in the sentences around it, from which on it is about what they are about."""
DISMISSED = 0.05
"""Measured chance below which nothing is said of a line that the hand rules would remove."""
DOUBTED = 0.5
"""Measured chance below which the hand rules alone do not remove a line."""
END_MARKS = (".", "!", "?", "。", "？", "…")
"""What a sentence ends with; "！" ends as many advertisements."""
LEAD = re.compile(r"您可能还对以下资源感兴趣|您可能還對以下資源感興趣|主站蜘蛛池模板")
"""What kits write above the links they inject."""
ROUNDS = 8
"""How often lines that go may draw others along; a document that asks for more of it is judged by its scores alone."""
MOST_NAMES = 16
NAMED = 3
"""Lines that must say a name twice for the name to give away others."""
HINTS = tuple(
    "viagra v1agra cialis levitra xanax valium ambien phentermine meds pills pharmac prescription drugs hgh enlarge erecti herbal weight inches "
    "sex porn xxx nude naked adult horny teens webcam escort eskort erotic singles casino slots slot jackpot poker betting gambl gacor judi togel maxwin bahis "
    "bonus spin depo казино ставк whatsapp telegram wechat t.me sweepstake lottery impoten hormone penis prize deposit menang".split()
)
"""What a line in plain Latin or Cyrillic letters must hold one of to be worth a score; none of them speaks against a line by itself."""
UNUSUAL = re.compile(r"[^\x00-\x7f’‘“”–—…]|[!|~=_@+*]|\d{6}|www|http")
"""What a line that stands alone must hold to be worth a score, when it has no hint."""


def by_signals(view: View) -> dict[int, Judgement]:
    """Lines for which at least two independent signals speak."""
    marked = _markers(view)
    foreign = _foreign_lines(view)
    judged: dict[int, Judgement] = {}
    if not marked and not foreign:
        return judged
    content = [number for number, (start, end) in enumerate(view.spans) if end > start]
    edges = {*content[:EDGE], *content[-EDGE:]} if len(content) > 2 * EDGE else set(content[:1] + content[-1:])
    for number in sorted(marked.keys() | foreign):
        start, end = view.spans[number]
        if not SHORTEST <= end - start <= LONGEST:
            continue
        line = view.text[start:end]
        signals = _signals(line, number in foreign, number in edges and len(content) > 1)
        kinds = marked.get(number, Counter())
        evidence: dict[str, object] = {"signals": signals}
        if kinds:
            kind = kinds.most_common(1)[0][0]
            evidence["kind"] = kind
            strength = len(signals) + min(2, sum(kinds.values()))
            telling = [signal for signal in signals if signal != "edge"]
            if (not telling and sum(kinds.values()) < 2) or (_is_sentence(line) and "contact" not in signals):
                continue
            if strength >= SIGNALS_NEEDED + (0 if telling else 1):
                certain = not _about_spam(line)
                judged[number] = Judgement(f"{kind} spam", min(0.99, 0.8 + 0.05 * strength) if certain else 0.5, certain, evidence)
        elif {"list", "script", "edge"} <= set(signals):
            certain = "repetition" in signals and not _about_spam(line)
            judged[number] = Judgement("list of keywords", 0.9 if certain else 0.6, certain, evidence)
    return judged


def by_score(view: View) -> dict[int, Judgement]:
    """Lines that a learned score and one more signal speak against.

    What is decided by place is decided for the text as it will stand: lines that go make room at the edges for the next.
    """
    if len(view.text) > LONGEST and view.highest < CJK_FROM and not view.hits(RULE.id):
        return {}
    filled = [number for number, (start, end) in enumerate(view.spans) if end > start]
    alone = len(filled) <= ALONE
    marked = _markers(view)
    strange = set() if alone else _foreign_lines(view) | _other_variant(view, filled)
    suspected = _suspected_alone(view, filled) if alone else _suspected(view, filled, marked.keys(), strange)
    if not suspected:
        return {}
    scores = spam.weights().scores([view.text[slice(*view.spans[number])] for number in suspected])
    if alone:
        found = ((number, _alone(view, number, score, marked.get(number))) for number, score in zip(suspected, scores, strict=True))
        return {number: judgement for number, judgement in found if judgement is not None}
    return _Page(view, filled, dict(zip(suspected, scores, strict=True)), marked, strange).judged()


def _alone(view: View, number: int, score: spam.Score, markers: Counter[str] | None) -> Judgement | None:
    """What is said of a line without a document around it."""
    if not score.likely:
        return None
    line = view.text[slice(*view.spans[number])]
    signals = _signals(line[:REACH], foreign=False, edge=False)
    if markers:
        signals.append("marker")
    if not _is_sentence(line[:REACH]):
        signals.append("no sentence")
    if score.shape > 0:
        signals.append("shape")
    return _said(line, score, markers, [*signals, "score"], score.sure and bool(signals) and _is_firm(line, score, signals))


class _Page:
    """The suspected lines of a document, and what speaks for each besides its score.

    Args:
        view: the document.
        filled: numbers of the lines that are not blank.
        scores: of the suspected lines.
        marked: marker phrases by line.
        strange: lines in another script, or variant of Chinese, than the rest.
    """

    def __init__(
        self, view: View, filled: list[int], scores: dict[int, spam.Score], marked: dict[int, Counter[str]], strange: Collection[int]
    ) -> None:
        self.view = view
        self.filled = filled
        self.scores = scores
        self.marked = marked
        self.signals: dict[int, list[str]] = {}
        for number in scores:
            found = _signals(self._line(number)[:REACH], number in strange, edge=False)
            self.signals[number] = [*found, "marker"] if number in marked else found
        self.gone: dict[int, list[str]] = {}
        """Lines that are removed, with their signals."""
        self.doubtful: dict[int, list[str]] = {}
        """Lines that a reviewer should see, with theirs."""
        self.like: dict[int, spam.Score] = {}
        """What is said of lines that others draw along."""

    def _line(self, number: int) -> str:
        return self.view.text[slice(*self.view.spans[number])]

    def judged(self) -> dict[int, Judgement]:
        """What is said of each line."""
        for _ in range(ROUNDS):
            self._find()
            drawn = self._drawn_along()
            if not drawn:
                break
            self.gone.update(drawn)  # which makes room at the edges
        else:
            self.gone.clear()
            self.like.clear()
            self._find()
        made = {}
        for number in sorted(self.scores.keys() | self.gone.keys()):
            score = self.scores.get(number)
            signals = self.gone.get(number) or self.doubtful.get(number) or (self.signals[number] if score and score.sure else [])
            if number in self.like:
                made[number] = _said(self._line(number), self.like[number], None, signals, True)
            elif score and signals:
                made[number] = _said(self._line(number), score, self.marked.get(number), [*signals, "score"], number in self.gone)
        return made

    def _find(self) -> None:
        """Take out what its own score and its surroundings speak against."""
        for spoilt in (False, True):
            for number in self.scores:
                self._judge(number, edge=False, spoilt=spoilt)
            for order in (self.filled, self.filled[::-1]):
                kept = 0
                for number in order:
                    self._judge(number, edge=True, spoilt=spoilt)
                    kept += number not in self.gone
                    if kept == EDGE:
                        break
            if not self.gone:
                break

    def _judge(self, number: int, edge: bool, spoilt: bool) -> None:
        """Take a line out when its score and its surroundings reach what is needed.

        Args:
            number: of the line.
            edge: whether it is one of the first or last that stay.
            spoilt: whether other lines of the document are spam.
        """
        score = self.scores.get(number)
        if score is None or number in self.gone:
            return
        signals = [*self.signals[number], *(["edge"] if edge else []), *(["other lines"] if spoilt else [])]
        if signals and score.odds + sum(WEIGHTS[signal] for signal in signals) >= NEEDED:
            if score.sure and len(self._line(number)) >= SHORTEST and ("script" in signals or not self._on_topic(number)):
                self.gone[number] = signals
            elif score.likely or ("script" in signals and score.odds >= LOWEST):
                self.doubtful[number] = signals

    def _on_topic(self, number: int) -> bool:
        """Whether a line is about what the sentences of the document are about, as its headline is."""
        pairs = set(pairwise(CJK_CHAR.findall(self._line(number)[:REACH])))
        return bool(pairs) and sum(pair in self._story for pair in pairs) >= TOPIC * len(pairs)

    @cached_property
    def _story(self) -> set[tuple[str, str]]:
        """Neighbouring letters in the sentences of the document."""
        text, spans = self.view.text, self.view.spans
        sentences = (text[slice(*spans[number])] for number in self.filled if _ends_as_sentence(text, *spans[number]))
        return {pair for line in sentences for pair in pairwise(CJK_CHAR.findall(line))}

    def _drawn_along(self) -> dict[int, list[str]]:
        """Lines that lead to removed ones, and lines that name what is advertised over and over."""
        drawn: dict[int, list[str]] = {}
        if not self.gone:
            return drawn
        names = self._names()
        following = -1
        for number in reversed(self.filled):
            if number not in self.gone:
                line = self._line(number)
                if following in self.gone and LEAD.search(line):
                    drawn[number] = ["leads to spam"]
                    self.like[number] = self.like.get(following) or self.scores[following]
                elif (name := next((name for name in names if name in line), "")) and not _is_sentence(line):
                    drawn[number] = ["names what is advertised"]
                    self.like[number] = self.scores[names[name]]
            following = number
        return drawn

    def _names(self) -> dict[str, int]:
        """Names that several removed lines say twice ("X - X (official)"), with one of the lines."""
        found: Counter[str] = Counter()
        where: dict[str, int] = {}
        for number in sorted(self.gone.keys() & self.scores.keys()):
            line = self._line(number)[:REACH]
            for name in dict.fromkeys(SEPARATORS.split(line)):
                if FEWEST_HAN <= len(name) <= SCRAP and line.count(name) > 1:
                    found[name] += 1
                    where.setdefault(name, number)
        return {name: where[name] for name, times in found.most_common(MOST_NAMES) if times >= NAMED}


def _joined(one: Judgement, other: Judgement) -> Judgement:
    """What two judges say of a line: the surer one is believed, and both are heard."""
    surer = max(other, one, key=lambda each: (each.certain, each.confidence))
    signals = [signal for each in (one, other) for signal in each.evidence["signals"]]
    return replace(surer, evidence={**other.evidence, **one.evidence, "signals": list(dict.fromkeys(signals))})


def by_signals_and_score(view: View) -> dict[int, Judgement]:
    """What `by_signals` says; lines that the learned score takes for good ones are only proposed."""
    judged = by_signals(view)
    certain = [number for number in judged if judged[number].certain]
    scores = spam.weights().scores([view.text[slice(*view.spans[number])] for number in certain]) if certain else []
    for number, score in zip(certain, scores, strict=True):
        if score.chance < DISMISSED:
            del judged[number]
        elif score.chance < DOUBTED or not (score.sure or "kind" in judged[number].evidence):
            judged[number] = replace(judged[number], certain=False, confidence=score.chance)
    return judged


def _is_firm(line: str, score: spam.Score, signals: Collection[str]) -> bool:
    """Whether a line is more than a title that explains what others sell."""
    return score.odds >= FIRM or not FORMS.isdisjoint(signals) or EXPLAINS.search(line) is None


def _said(line: str, score: spam.Score, markers: Counter[str] | None, signals: list[str], certain: bool) -> Judgement:
    kind = markers.most_common(1)[0][0] if markers else score.kind
    certain = certain and not _about_spam(line)
    return Judgement(f"{kind} spam", score.chance, certain, {"signals": signals, "kind": kind, "score": score.chance})


def _about_spam(line: str) -> bool:
    """Whether a line seems to be of those who write about spam."""
    part = spam.read(line)
    return COUNTER.search(part) is not None or CODE.search(part) is not None


def _suspected_alone(view: View, filled: list[int]) -> list[int]:
    """Lines without a document around them that are worth a score, by signs that cost next to nothing."""
    spans = view.spans
    hints = {view.line_number(start) for start, _, _ in view.hits(RULE.id)}
    return [
        number
        for number in filled
        if spans[number][1] - spans[number][0] >= SHORTEST
        and (number in hints or UNUSUAL.search(view.text, spans[number][0], min(spans[number][1], spans[number][0] + REACH)))
    ]


def _suspected(view: View, filled: list[int], marked: Collection[int], strange: Collection[int]) -> list[int]:
    """Lines of a document that are worth a score."""
    spans = view.spans
    hints = {view.line_number(start) for start, _, _ in view.hits(RULE.id)}
    edges = {*filled[: 2 * EDGE], *filled[-2 * EDGE :]}
    chinese = view.cjk_letters
    found = []
    for number in sorted(hints | chinese.keys()):
        start, end = spans[number]
        if chinese[number] >= FEWEST_HAN:
            if end - start >= (FEWEST_HAN if number in strange else SHORTEST) and not _ends_as_sentence(view.text, start, end):
                found.append(number)
        elif (
            number in hints
            and end - start >= SHORTEST
            and (number in marked or (number in edges and not _ends_as_sentence(view.text, start, end)))
        ):
            found.append(number)
    return found


def _ends_as_sentence(text: str, start: int, end: int) -> bool:
    return text[max(start, end - 3) : end].rstrip(" \"'”’」』）)").endswith(END_MARKS)


def _other_variant(view: View, numbers: Sequence[int]) -> set[int]:
    """Lines in Simplified characters in a text in Traditional ones, or the other way round."""
    if view.highest < CJK_FROM:
        return set()
    simplified, traditional = variant_counts(view.text)
    found: set[int] = set()
    if min(simplified, traditional) < VARIANT or max(simplified, traditional) < VARIANT + VARIANT_AROUND:
        return found
    for number in numbers:
        own = variant_counts(view.text[slice(*view.spans[number])][:REACH])
        rest = simplified - own[0], traditional - own[1]
        for mine, other in ((0, 1), (1, 0)):
            if own[mine] >= VARIANT and not own[other] and rest[other] >= VARIANT_AROUND and rest[other] > 4 * rest[mine]:
                found.add(number)
    return found


HAND: tuple[Judge, ...] = (by_signals,)
"""Who says which lines are spam, without anything learned."""
JUDGES: tuple[Judge, ...] = (by_signals_and_score, by_score)
"""The same with the learned score."""


def find(view: View) -> Iterator[Found]:
    judged: dict[int, Judgement] = {}
    for judge in JUDGES if view.settings.learned else HAND:
        for number, judgement in judge(view).items():
            judged[number] = _joined(judged[number], judgement) if number in judged else judgement
    if not judged:
        return
    yield from remove(view, judged, "this line is {what}, injected into the page")


MARKER_KINDS = tuple((phrase, kind) for kind, phrases in MARKERS.items() for phrase in phrases)


def _markers(view: View) -> dict[int, Counter[str]]:
    text = view.lowered
    found: dict[int, Counter[str]] = {}
    reach = 0
    for start, end, number in view.hits(RULE.id):
        if (
            number >= len(MARKER_KINDS)
            or (start and _latin(text[start - 1]) and _latin(text[start]))
            or (end < len(text) and _latin(text[end - 1]) and _latin(text[end]))
        ):
            continue
        if start >= reach:
            reach = end
            found.setdefault(view.line_number(start), Counter())[MARKER_KINDS[number][1]] += 1
    return found


def _latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _foreign_lines(view: View) -> set[int]:
    """Lines mostly in a CJK script in a text that is not."""
    if view.highest < CJK_FROM or view.target is None or any(script in CJK for script in view.target.scripts):
        return set()
    found = {number for number, size in view.cjk_letters.items() if size * 2 > view.spans[number][1] - view.spans[number][0]}
    return found if len(found) <= MOST_FOREIGN * sum(end > start for start, end in view.spans) else set()


def _is_sentence(line: str) -> bool:
    return SENTENCE.search(line) is not None


def _signals(line: str, foreign: bool, edge: bool) -> list[str]:
    signals = []
    # words are scraps only where no spaces stand between words
    scraps = [scrap for scrap in (SEPARATORS if CJK_CHAR.search(line) else BARS).split(line) if scrap and not scrap.isspace()]
    if len(scraps) >= (3 if "_" in line else 4) and len(line) <= SCRAP * len(scraps) and not _is_sentence(line):
        signals.append("list")
    if foreign:
        signals.append("script")
    if edge:
        signals.append("edge")
    if CONTACT.search(line):
        signals.append("contact")
    if _repetition(line) >= REPEATED:
        signals.append("repetition")
    return signals


def _repetition(line: str) -> float:
    """Share of the character pairs of a line that stood in it before."""
    letters = [char for char in line if char.isalnum()]
    pairs = list(pairwise(letters))
    if len(pairs) < FEWEST_PAIRS or all(char.isascii() for char in letters):
        return 0.0
    return 1 - len(set(pairs)) / len(pairs)


_STORY = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
RULE: Rule[View] = Rule(
    "spam-line",
    Kind.SPAM,
    find,
    safety=Safety.SAFE,
    severity=Severity.CRITICAL,
    confidence=0.95,
    whole_lines=True,
    literals=lambda: [*(phrase for phrase, _ in MARKER_KINDS), *HINTS],
    cases=(
        f"⟦日韩精品久久一区二区三区_亚洲色图p_亚洲综合在线最大成人_国产中出在线观看_日韩免费_亚洲综合在线一区\n\n|⟧{_STORY}",
        f"{_STORY}\n⟦slot gacor | situs judi online | rtp slot hari ini | agen slot maxwin|⟧",
        "公安部公布打击跨境赌博十大典型案例",
        Case("公安机关捣毁一个组织卖淫、开设赌场的犯罪团伙，查获百家乐赌台三张。", target="zh"),
        Case("治疗阳痿的药物有多种，须遵医嘱。", target="zh"),
        f"《红楼梦》 | 主演 | 欧阳奋强 | 陈晓旭 | 邓婕\n{_STORY}".replace("《红楼梦》", "Cast"),
        f"Online casino operators were fined, the regulator said on Monday.\n{_STORY}",
        f"{_STORY}\n⟦天天彩票_天天彩票官网_天天彩票下载|⟧",
        f"⟦~Keywords: online casino, payday loans, gambling, addiction, regulation⟧\n{_STORY}".replace("⟦~", "⟦").replace("⟧", "~⟧"),
        f"Tags: China, telecom fraud, Myanmar, police, crackdown\n{_STORY}",
    ),
)
