"""A word or phrase nobody translated: "strong public反响", "the果敢 telecommunications fraud group".

Why: a reader of the target language cannot read it.
How: letters of a script that is not the target's, glued to its neighbours or not. Words in Latin letters in a text of another script are
reported when a learned score says that people would mark them, and the confidence is that score: often low, because people rarely agree.
Where both languages share a script: into English, lower-case words that the source has and English has not, or that, without the source at
hand, are no English words and are spelled like the source language; into others, English words in a row. The glossary is asked for the whole fragment, in
either variant of Chinese; it is replaced when the sense is certain and the sentence shows which form it needs (a learned score, see
`cleaner/models/word_forms.md`), and flagged otherwise, with the words of the fragment looked up one by one, their pinyin, and what the
glossary knows of them. A currency before a figure becomes its sign; a fragment that its own English follows in brackets gives way to it. A
dictionary, where the user has named one, is asked for what the glossary lacks: its glosses are proposed, never put in. In a clause that is itself
Chinese, Japanese or Korean prose nothing is put in.
Left alone: an original in brackets or quotes after its translation ("Kokang (果敢)"), a title in title marks, a word that is
spoken about ("the character “福”"), a name beside its own pinyin, a line in two languages, code, addresses, handles, hashtags and
markup, placeholders, Greek letters of formulas, faces, names of languages in their own script; brands, units, citations, and abbreviations where people seldom mark them; between languages of one
script names, quotations, loan words, species and learned words.
Source: what raters mark and accept in translations (WMT MQM and ESA, post-edits); `cleaner/models/leftovers.md`.
"""

import re
from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.glossary.entry import Concept
from cleaner.glossary.matcher import Matcher, Rendering
from cleaner.languages.chinese import pinyin, segment, simplify
from cleaner.rule import Case, Found, Rule
from cleaner.rules.untranslated import money
from cleaner.rules.untranslated.other_script import Leftover, leftovers
from cleaner.rules.view import View

SURE = 0.5
"""Probability from which on a message does not doubt."""
BESIDE = 40
"""Code points on each side, within the line, in which a rendering makes its original a gloss."""
LIST_MARKS = "、，"
ITEM = re.compile("[^、，]+")
OWN_ENGLISH = re.compile(r" ?[(（](?P<english>(?=[A-Za-z'’ -]*[a-z])[A-Za-z][A-Za-z'’ -]*[A-Za-z])[)）]")
"""English words in brackets, right after a fragment; capitals alone are an abbreviation."""
LONGEST_GLOSS = 60
TO_BEFORE = re.compile(r"(?:\A|\W)to\s*\Z", re.IGNORECASE)
MARKS = "，、。：；！？·・…—“”‘’「」『』 "


def find(view: View) -> Iterator[Found]:
    for leftover in leftovers(view):
        if not leftover.passage:
            found = _report(view, leftover)
            if found is not None:
                yield found


def _report(view: View, leftover: Leftover) -> Found | None:
    text, start, end = view.text, leftover.start, leftover.end
    fragment = text[start:end]
    evidence: dict[str, object] = {"language": leftover.language, "script": leftover.script}
    if leftover.doubtful:
        evidence["doubt"] = leftover.doubtful
    known = view.matcher.lookup(fragment) if view.matcher else None
    rendering = view.matcher.render(known[0], view.around, start, end) if view.matcher and view.around and known else None
    if rendering and rendering.term.status == "do-not-translate":
        return None
    if leftover.language != "zh":
        sure = leftover.likely is None or leftover.likely >= SURE
        message = f"“{fragment}” was left untranslated" if sure else f"“{fragment}” may have been left untranslated"
        return Found(start, end, message, confidence=leftover.likely, evidence=evidence)
    evidence["pinyin"] = pinyin(fragment)
    currency = money.sign(text, start, end)
    if currency is not None:
        return Found(
            start,
            currency[0],
            f"“{fragment}” is the currency of the figure after it, which English writes “{currency[1].strip()}”",
            replacement=currency[1],
            safety=Safety.REVIEW if leftover.doubtful else Safety.SAFE,
            confidence=0.97,
            evidence=evidence,
        )
    own = OWN_ENGLISH.match(text, end, end + LONGEST_GLOSS)
    if own is not None:
        return _own_english(view, leftover, own, known[0] if known else None, evidence)
    if known and rendering:
        concept = known[0]
        evidence |= {"entry": concept.id, "origin": concept.source, "why": rendering.why}
        evidence["candidates"] = [{"text": form, "origin": "glossary"} for form in _forms(view, rendering, concept.id)]
        beside = _stands_beside(view, start, end, rendering)
        if known[1].status == "proposed":
            evidence["doubt"] = "it is rendered in many ways, or nobody has reviewed it"
        if beside:
            evidence["doubt"] = "its rendering stands beside it"
        glued_end = text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalpha()
        certain = rendering.certain and known[1].status != "proposed" and not leftover.doubtful and not beside and not glued_end
        return Found(
            start,
            end,
            f"“{fragment}” was left untranslated; it is “{rendering.text}” here ({rendering.why})",
            replacement=spaced(text, start, end, rendering.text),
            safety=Safety.SAFE if certain else Safety.REVIEW,
            confidence=0.97 if certain else 0.6,
            evidence=evidence,
        )
    listed = _list(view, start, end) if view.matcher else None
    if listed is not None:
        text_, certain, entries = listed
        evidence |= {"entries": entries, "candidates": [{"text": text_, "origin": "glossary, item by item"}]}
        certain = certain and not leftover.doubtful
        return Found(
            start,
            end,
            f"“{fragment}” was left untranslated; item by item it is “{text_}”",
            replacement=spaced(text, start, end, text_),
            safety=Safety.SAFE if certain else Safety.REVIEW,
            confidence=0.95 if certain else 0.6,
            evidence=evidence,
        )
    segments = list(_segments(view, fragment))
    evidence["segments"] = segments
    glosses = _glosses(view, fragment)
    evidence["candidates"] = glosses
    says = f"; {glosses[0]['origin']} has “{glosses[0]['text']}”" if glosses else ""
    # renderings of its words side by side ("organization yuan") are no rendering of the whole
    proposal = _infinitive(text[:start], glosses[0]["text"]) if glosses else None
    return Found(
        start,
        end,
        f"“{fragment}” was left untranslated and the glossary does not have it{says}",
        replacement=spaced(text, start, end, proposal) if proposal else None,
        safety=Safety.REVIEW,
        confidence=0.9,
        evidence=evidence,
    )


def _own_english(view: View, leftover: Leftover, own: re.Match[str], concept: Concept | None, evidence: dict[str, object]) -> Found:
    """A fragment that its own English follows in brackets, which takes the place of both.

    A writer may mean both ("the idea of 小康 (moderate prosperity)"): it is put in unasked only where the fragment is glued to the word
    before it, which no writer does, and the glossary has the same English for it.
    """
    text, start, english = view.text, leftover.start, own["english"]
    terms = concept.terms.get(view.matcher.target, ()) if concept and view.matcher else ()
    same = any(form.lower() == english.lower() for term in terms for form in term.all_forms)
    glued = text[start - 1 : start].isalnum()
    if concept:
        evidence |= {"entry": concept.id, "origin": concept.source}
    evidence |= {"candidates": [{"text": english, "origin": "the brackets after it"}], "doubt": leftover.doubtful}
    return Found(
        start,
        own.end(),
        f"“{text[start : leftover.end]}” was left untranslated beside its English, “{english}”",
        replacement=spaced(text, start, own.end(), english),
        safety=Safety.SAFE if same and glued else Safety.REVIEW,
        confidence=0.95 if same and glued else 0.6,
        evidence=evidence,
    )


def _glosses(view: View, word: str) -> list[dict[str, str]]:
    """What the dictionary has for a word, when it is one for the language of this text."""
    dictionary = view.settings.dictionary
    if dictionary is None or view.target is None or dictionary.language not in (None, view.target.code):
        return []
    return dictionary.candidates(word)


def _infinitive(before: str, gloss: str) -> str:
    """A gloss "to draw", without its "to" where the text has one."""
    return gloss.removeprefix("to ") if TO_BEFORE.search(before[-8:]) else gloss


def _stands_beside(view: View, start: int, end: int, rendering: Rendering) -> bool:
    """Whether the rendering already stands next to the fragment, which is then an original beside its translation."""
    line_start, line_end = view.line_at(start)
    around = view.lowered[max(line_start, start - BESIDE) : start] + "\0" + view.lowered[end : min(line_end, end + BESIDE)]
    return any(form.lower() in around for form in rendering.term.all_forms)


def _list(view: View, start: int, end: int) -> tuple[str, bool, list[str]] | None:
    """The items of an enumeration, each rendered; None when it is none or an item is not in the glossary."""
    text, matcher, around = view.text, view.matcher, view.around
    items = list(ITEM.finditer(text, start, end))
    if matcher is None or around is None or len(items) < 2 or ITEM.sub("", text[start:end]).strip(LIST_MARKS):
        return None
    known = [matcher.lookup(item[0]) for item in items]
    rendered = [matcher.render(each[0], around, start, end) if each else None for each in known]
    chosen = [rendering for rendering in rendered if rendering is not None]
    if len(chosen) < len(items):
        return None
    certain = all(each.certain for each in chosen) and all(each[1].status != "proposed" for each in known if each)
    return ", ".join(each.text for each in chosen), certain, [each[0].id for each in known if each]


def _forms(view: View, rendering: Rendering, entry: str) -> list[str]:
    """The chosen form first, then the other renderings of the entry."""
    matcher = view.matcher
    concept = matcher.glossary.get(entry) if matcher else None
    others = [form for term in concept.terms.get(matcher.target, ()) for form in term.all_forms] if concept and matcher else []
    return list(dict.fromkeys((rendering.text, *others)))


def _segments(view: View, fragment: str) -> Iterator[dict[str, object]]:
    """The words of a fragment, each with its pinyin and what the glossary has for it, or else the dictionary."""
    for word in segment(simplify(fragment), view.settings.segmenter):
        if not word.strip(MARKS):
            continue
        rendering = _plain(view.matcher, word)
        part: dict[str, object] = {"text": word, "pinyin": pinyin(word), "rendering": rendering}
        glosses = [] if rendering else _glosses(view, word)
        if glosses:
            part["candidates"] = glosses
        yield part


def _plain(matcher: Matcher | None, word: str) -> str | None:
    known = matcher.lookup(word) if matcher else None
    term = known[0].preferred(matcher.target) if matcher and known else None
    return term.text if term else None


def spaced(text: str, start: int, end: int, rendering: str) -> str:
    """A rendering with the spaces that its neighbours need."""
    before, after = text[start - 1 : start], text[end : end + 1]
    left = " " if before and (before.isalnum() or before in ",.;:!?)]}%”’…") else ""
    right = " " if after and (after.isalnum() or after in "([{“‘$€£") else ""
    return left + rendering + right


RULE: Rule[View] = Rule(
    "untranslated-fragment",
    Kind.UNTRANSLATED,
    find,
    safety=Safety.REVIEW,
    severity=Severity.MAJOR,
    confidence=0.9,
    cases=(
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
        "buy the 《2022⟦年⟧ Spring Sale》 now",
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
