"""A word or phrase nobody translated: "strong public反响", "the果敢 telecommunications fraud group".

Why: a reader of the target language cannot read it.
How: letters of a script that is not the target's, glued to their neighbours or not. Words in Latin
letters in a text of another script are reported when a learned score says that people would mark
them, and the confidence is that score: often low, because people rarely agree. Where both languages
share a script: into English, lower-case words that the source has and English has not, or that,
without the source at hand, are no English words and are spelled like the source language; into
others, English words in a row. The glossary is asked for the whole fragment, in either variant of
Chinese. The fragment is replaced when the sense is certain and the sentence shows which form it
needs (a learned score, see `cleaner/models/word_forms.md`). Otherwise it is flagged, with the words
of the fragment looked up one by one, their pinyin, and what the glossary knows of them. A currency
before a figure becomes its sign, a date is replaced whole. A fragment whose own English follows in brackets is replaced by
it. A dictionary, where the user has named one, is asked for what the glossary lacks: its glosses
are proposed, never put in. In a clause that is itself Chinese, Japanese or Korean prose nothing is
put in.
Left alone: an original in brackets or quotes after its translation ("Kokang (果敢)"), a title in
title marks, a mentioned word ("the character “福”"), a name after its own pinyin, a line in two
languages, code, addresses, handles, hashtags and markup, placeholders, Greek letters of formulas,
faces, names of languages in their own script; brands, units, citations, and abbreviations where
people seldom mark them; between languages of one script names, quotations, loan words, species and
learned words.
Source: what raters mark and accept in translations (WMT MQM and ESA, post-edits);
`cleaner/models/leftovers.md`.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.languages.chinese import segment, simplify
from cleaner.languages.readings import pinyin
from cleaner.patterns import regex
from cleaner.rule import Case, Rule
from cleaner.rules.untranslated import money
from cleaner.rules.untranslated.dates import english_date
from cleaner.rules.untranslated.detect import untranslated
from cleaner.rules.untranslated.span import Untranslated
from cleaner.rules.view import View

MIN_SURE = 0.5
"""Probability from which on the message states the fault and does not doubt it."""
UNSURE = 0.6
"""Confidence of a replacement that is only proposed."""
LIST_MARKS = "、，"
ITEM = regex("[^、，]+")
OWN_ENGLISH = regex(r" ?[(（](?P<english>(?=[A-Za-z'’ -]*[a-z])[A-Za-z][A-Za-z'’ -]*[A-Za-z])[)）]")
"""English words in brackets, right after a fragment; capitals alone are an abbreviation."""
MAX_OWN_ENGLISH = 60
"""Code points of such brackets at most; longer ones hold a remark."""
TO_BEFORE = regex(r"(?:\A|\W)to\s*\Z", re.IGNORECASE)
MARKS = "，、。：；！？·・…—“”‘’「」『』 "


class Fragment:
    """An untranslated fragment with what its text and the glossary say of it.

    Args:
        view: the text.
        found: the fragment.
    """

    def __init__(self, view: View, found: Untranslated) -> None:
        self.view, self.start, self.end, self.doubt = view, found.start, found.end, found.doubt
        self.text = view.text[found.start : found.end]
        self.proposal = view.matcher.propose(view.around, found.start, found.end) if view.matcher and view.around else None
        self.evidence: dict[str, Any] = {"language": found.language, "script": found.script}
        if found.doubt:
            self.evidence["doubt"] = found.doubt

    def report(
        self, message: str, replacement: str | None, *, certain: bool = False, confidence: float = UNSURE, end: int | None = None
    ) -> Finding:
        """A finding about the fragment.

        Args:
            message: for a reviewer.
            replacement: what is put in or proposed, with the spaces that it needs.
            certain: whether it is put in unasked.
            confidence: of the finding.
            end: where what is replaced ends, when it is not the fragment alone.
        """
        safety = Safety.SAFE if certain else Safety.REVIEW
        return RULE.finding(self.start, end or self.end, message, replacement, safety=safety, confidence=confidence, evidence=self.evidence)

    def spaced(self, rendering: str, end: int | None = None) -> str:
        """A rendering with the spaces that its neighbours need."""
        text, end = self.view.text, end or self.end
        before, after = text[self.start - 1 : self.start], text[end : end + 1]
        left = " " if before and (before.isalnum() or before in ",.;:!?)]}%”’…") else ""
        right = " " if after and (after.isalnum() or after in "([{“‘$€£") else ""
        return left + rendering + right


def find(view: View) -> Iterator[Finding]:
    for each in untranslated(view):
        if each.passage:
            continue
        fragment = Fragment(view, each)
        rendering = fragment.proposal and fragment.proposal.rendering
        if rendering and rendering.term.status == "do-not-translate":
            continue
        if each.language == "zh":
            yield _chinese(fragment)
        else:
            sure = each.probability is None or each.probability >= MIN_SURE
            message = f"“{fragment.text}” {'was' if sure else 'may have been'} left untranslated"
            yield RULE.finding(each.start, each.end, message, confidence=each.probability, evidence=fragment.evidence)


def _chinese(fragment: Fragment) -> Finding:
    """The finding about a fragment in Chinese: the first of these that has something to say."""
    fragment.evidence["pinyin"] = partial(pinyin, fragment.text)
    return (
        _as_currency(fragment)
        or _as_date(fragment)
        or _by_own_english(fragment)
        or _by_glossary(fragment)
        or _item_by_item(fragment)
        or _unknown(fragment)
    )


def _as_currency(fragment: Fragment) -> Finding | None:
    """A currency before a figure."""
    sign = money.sign(fragment.view.text, fragment.start, fragment.end)
    if sign is None:
        return None
    message = f"“{fragment.text}” is the currency of the figure after it, which English writes “{sign[1].strip()}”"
    return fragment.report(message, sign[1], certain=not fragment.doubt, confidence=0.97, end=sign[0])


def _as_date(fragment: Fragment) -> Finding | None:
    """A date, which is replaced whole."""
    found = (
        english_date(fragment.view.text, fragment.start, fragment.end)
        if fragment.view.target is not None and fragment.view.target.code == "en"
        else None
    )
    if found is None:
        return None
    fragment.start, written = found
    date = fragment.view.text[fragment.start : fragment.end]
    return fragment.report(f"“{date}” is a date: {written}", fragment.spaced(written), certain=not fragment.doubt, confidence=0.95)


def _by_own_english(fragment: Fragment) -> Finding | None:
    """A fragment whose own English follows in brackets: it replaces both.

    A writer may mean both ("the idea of 小康 (moderate prosperity)"): it is put in unasked only where
    the fragment is glued to the word before it, which no writer does, and the glossary has the same
    English for it.
    """
    text, proposal, evidence = fragment.view.text, fragment.proposal, fragment.evidence
    own = OWN_ENGLISH.match(text, fragment.end, fragment.end + MAX_OWN_ENGLISH)
    if own is None:
        return None
    english = own["english"]
    same = proposal is not None and english.lower() in map(str.lower, proposal.forms)
    certain = same and text[fragment.start - 1 : fragment.start].isalnum()
    if proposal:
        evidence |= {"entry": proposal.concept.id, "origin": proposal.concept.source}
    evidence |= {"candidates": [{"text": english, "origin": "the brackets after it"}], "doubt": fragment.doubt}
    message = f"“{fragment.text}” was left untranslated next to its English, “{english}”"
    return fragment.report(
        message, fragment.spaced(english, own.end()), certain=certain, confidence=0.95 if certain else UNSURE, end=own.end()
    )


def _by_glossary(fragment: Fragment) -> Finding | None:
    """A fragment that the glossary has."""
    text, proposal, end = fragment.view.text, fragment.proposal, fragment.end
    if proposal is None or proposal.rendering is None:
        return None
    rendering, concept = proposal.rendering, proposal.concept
    fragment.evidence |= {"entry": concept.id, "origin": concept.source, "why": rendering.why}
    fragment.evidence["candidates"] = [{"text": form, "origin": "glossary"} for form in proposal.alternatives]
    if proposal.unreviewed:
        fragment.evidence["doubt"] = "it is rendered in many ways, or nobody has reviewed it"
    if proposal.glossed:
        fragment.evidence["doubt"] = "its rendering stands beside it"
    plural = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalpha()
    certain = proposal.certain and not fragment.doubt and not plural
    message = f"“{fragment.text}” was left untranslated; it is “{rendering.text}” here ({rendering.why})"
    return fragment.report(message, fragment.spaced(rendering.text), certain=certain, confidence=0.97 if certain else UNSURE)


def _item_by_item(fragment: Fragment) -> Finding | None:
    """An enumeration whose items the glossary has, each and every one."""
    matcher, around, items = fragment.view.matcher, fragment.view.around, ITEM.findall(fragment.text)
    if matcher is None or around is None or len(items) < 2 or ITEM.sub("", fragment.text).strip(LIST_MARKS):
        return None
    proposals = [each for item in items if (each := matcher.propose(around, fragment.start, fragment.end, item)) and each.rendering]
    if len(proposals) < len(items):
        return None
    rendered = ", ".join(each.rendering.text for each in proposals if each.rendering)
    entries = [each.concept.id for each in proposals]
    fragment.evidence |= {"entries": entries, "candidates": [{"text": rendered, "origin": "glossary, item by item"}]}
    certain = all(each.certain for each in proposals) and not fragment.doubt
    message = f"“{fragment.text}” was left untranslated; item by item it is “{rendered}”"
    return fragment.report(message, fragment.spaced(rendered), certain=certain, confidence=0.95 if certain else UNSURE)


def _unknown(fragment: Fragment) -> Finding:
    """A fragment that the glossary does not have: its words, and what the dictionary has for the
    whole.

    Renderings of its words in a row ("organization yuan") are no rendering of the whole, and are
    not proposed.
    """
    glosses = _glosses(fragment.view, fragment.text)
    fragment.evidence |= {"segments": partial(_segments, fragment.view, fragment.text), "candidates": glosses}
    message = f"“{fragment.text}” was left untranslated and the glossary does not have it"
    if not glosses:
        return fragment.report(message, None, confidence=0.9)
    gloss = glosses[0]["text"]
    proposed = gloss.removeprefix("to ") if TO_BEFORE.search(fragment.view.text[: fragment.start][-8:]) else gloss
    message += f"; {glosses[0]['origin']} has “{gloss}”"
    return fragment.report(message, fragment.spaced(proposed) if proposed else None, confidence=0.9)


def _glosses(view: View, word: str) -> list[dict[str, str]]:
    """What the dictionary has for a word, when it is one for the language of this text."""
    dictionary = view.settings.dictionary
    if dictionary is None or view.target is None or dictionary.language not in (None, view.target.code):
        return []
    return dictionary.candidates(word)


def _segments(view: View, fragment: str) -> list[dict[str, object]]:
    """The words of a fragment with pinyin, and what the glossary or else the dictionary has."""
    matcher = view.matcher
    parts = []
    for word in segment(simplify(fragment), view.settings.segmenter):
        if not word.strip(MARKS):
            continue
        term = matcher.preferred(word) if matcher else None
        part: dict[str, object] = {"text": word, "pinyin": pinyin(word), "rendering": term.text if term else None}
        glosses = [] if term else _glosses(view, word)
        if glosses:
            part["candidates"] = glosses
        parts.append(part)
    return parts


RULE: Rule[View] = Rule(
    "untranslated-fragment",
    Kind.UNTRANSLATED,
    find,
    safety=Safety.REVIEW,
    severity=Severity.MAJOR,
    confidence=0.9,
    cases=(
        "He lost it on ⟦5月3日|May 3⟧, found it on ⟦2021年03月04日|March 4, 2021⟧, and lost it again in ⟦2019年|2019⟧.",
        "Run `2019年` as code.",
        Case("我们今天去了那里。\n⟦How are you⟧\n他们说很好。\nNew York Times\n他们再见。\n我们走了。", target="zh", source="en"),
        Case("我们今天去了那里。\nHow are you\nI am well and so is he\n再见。", target="zh", source="en"),
        Case("회사의 ⟦業務⟧는 소프트웨어 공급이며, ⟦顧客⟧ 정보를 제공합니다.", target="ko"),
        Case("회사(會社)의 업무는 美中 공급이며, '進行'은 오류입니다. 北 미사일은 없다.", target="ko"),
        "large losses, serious harm, and strong public⟦反响| response⟧.",
        "illegal crimes such as APP development,⟦引流推广| traffic generation and promotion⟧, and transfer of money",
        "destroy overseas fraud dens, and⟦通缉| issue arrest warrants for ⟧major fraud fugitives.",
        "leaders of the⟦果敢| Kokang⟧ telecommunications fraud crime group in northern Myanmar",
        "criminal group in ⟦果敢|Kokang⟧, northern Myanmar",
        "following the new work⟦思路| approach⟧ to deeply promote it",
        "leaders of the⟦網絡⟧ world met",
        "the director of the ⟦嘎嘎⟧ society spoke",
        "he was ⟦страшно⟧ tired",
        Case("he was ⟦страшно⟧ tired", source="ru"),
        "bring in S⟦新|$⟧18 billion",
        "spent HK⟦元 |$⟧27 million, more than⟦美元 | US$⟧11 billion and ⟦欧元|€⟧5",
        "up by 5 ⟦美元|US dollars⟧ 100 times",
        "with strong public⟦反响 (response)| response⟧ to it",
        "the idea of ⟦反响 (response)~response⟧ in theatre",
        "a⟦图文并茂 (illustrated)~ illustrated⟧ text",
        "They lived off⟦引流、洗钱| traffic generation, money laundering⟧, and other crimes.",
        "The (⟦思路|approach⟧) is new.",
        "among ⟦城市~city⟧ there",
        "one of the greenest ⟦城市~city⟧ of Asia",
        "the ⟦埃塞俄比亚|Ethiopian⟧ Airlines flight",
        "the University of ⟦文莱|Brunei⟧ opened",
        "blocked 3.6亿 calls",
        "the Kokang (果敢) region of northern Myanmar",
        "Kokang ⟦果敢~Kokang⟧ lies in Myanmar",
        "Translate 反响 into English.",
        "a⟦澳大利亚~ Australian ⟧official met them",
        "the Privy Council (Chinese: 樞密院) met",
        "Kokang “果敢” is a region of Myanmar",
        "He read 《红楼梦》 as a child.",
        "the character “福” hangs on doors",
        "Zhang Ming 张明 said so",
        "新年快乐 | Happy New Year",
        "run `echo 反响` or see https://example.org/反响 and #反响 and <b title='反响'>",
        "write to 反响@example.org or a@b.org",
        "with 5 µm and α, β, Δ and χ² at 10 °С",
        r"shrug ¯\_(ツ)_/¯ and (・∀・)",
        "Date丨The Geminid meteor shower",
        Case("他用APP支付。", target="zh"),
        Case("Он использует WeChat и COVID тесты.", target="ru"),
        Case("Он сделал ⟦screenshot⟧ экрана (error page) и купил iPhone 15 Pro.", target="ru", source="en"),
        Case("这个产品⟦works very well⟧，推荐购买。", target="zh", source="en"),
        Case("根据Smith et al.的研究，长5 km，CEO和PayPal都同意，见@newsdesk和#travel。", target="zh", source="en"),
        Case("彼はiPhoneで⟦kitchen⟧を撮った。", target="ja", source="en"),
        Case("그는 ⟦kitchen⟧에서 Microsoft의 GPS를 보았다.", target="ko", source="en"),
        Case("用docker部署，文件名为README.md，频率2.4 GHz。", target="zh", source="en"),
        Case("Он сказал ⟦你好⟧ вчера", target="ru"),
        "The #NAME #⟦收到了⟧ it in time",
        "see #反响 and #新品上市 there",
        "buy the 《⟦2022年|2022⟧ Spring Sale》 now",
        "⟦В⟧. K. Ivanov was held there",
        Case("it cost 14999 ⟦р⟧. there", source="ru"),
        Case("वह ⟦physical⟧ रूप से कमजोर है।", target="hi", source="en"),
        Case("Он купил USB, GPS и DVD.", target="ru", source="en"),
        Case("She was ⟦plötzlich⟧ tired.", source="de", source_text="Sie war plötzlich müde."),
        Case("She was ⟦plötzlich⟧ tired.", source="de"),
        Case("It would ⟦nicht⟧ end.", source="de"),
        Case("It made some ⟦Fortschritte⟧ there.", source="de", source_text="Es machte Fortschritte."),
        Case("The Reeperbahn and a Volkswagen Golf.", source="de", source_text="Die Reeperbahn und ein Volkswagen Golf."),
        Case("The ⟦votación⟧ went on.", source="es", source_text="La votación continuó."),
        Case("The club was ⟦gegründet⟧ in a small town.", source="de"),
        Case("Her favorite hotspot sold bednets.", source="de"),
        Case("El informe dice ⟦that the⟧ precio sube.", target="es", source="en"),
        Case("Sagte, ⟦they were in talks⟧ gestern.", target="de", source="en", source_text="He said they were in talks yesterday."),
        Case("Un estudio in vitro es normal.", target="es", source="en", source_text="A study in vitro is normal."),
        Case("Vio “the end of the world” y leyó The Lord of the Rings.", target="es", source="en"),
        Case("Ludwig van der Berg ate a soufflé in a café.", source="de", source_text="Ludwig van der Berg aß ein soufflé im café."),
        Case(
            "The bacterium C. trachomatis and antiglobulin tests.",
            source="es",
            source_text="La bacteria C. trachomatis y antiglobulin tests.",
        ),
        Case("He cried “plötzlich” in a song (und so weiter).", source="de", source_text="Er rief plötzlich und so weiter."),
        Case("Run `nicht` and see https://example.org/und now.", source="de", source_text="`nicht` https://example.org/und"),
    ),
)
