"""A line injected to sell or to be indexed: an adult list above a hijacked page, a casino's keywords, "invoices issued, WeChat …".

Why: it has nothing to do with the text, and what reads the text later takes it for content.
How: independent signals, of which two are needed, a marker phrase of a kind of spam among them: marker phrases; a list of scraps
between separators, without a sentence; a script that is not the document's; a place among the first or last three lines;
a contact ("QQ 12345678", a bare address); scraps that repeat. Without a marker the line is only proposed, and only where script,
list and place agree. A learned score (`cleaner.models.spam`) is one more signal: alone it removes no sentence, and no line of a document;
those also need a contact, a form, a script, a marker or a place that speaks for spam. Removed lines draw others along: the line that leads to
them ("you may also like these resources:"), and, where several say a name twice ("X - X (official)"), the lines without a sentence that hold
the name. A line is judged without what nobody translated in it: an untranslated word never makes a sentence spam.
Left alone: sentences about such things (law, medicine, headlines on crackdowns), lists of tags, casts or products; menus, greetings and
copyright lines of sites, which are for `boilerplate-line`; lists of words in programs and tables, and English lines with nothing but a high
score, are proposed at most. A script that a tenth of a document's lines are in is not foreign to it.
Source: hijacked pages: 51 of 66 injected lines are among the first or last three lines, the injected text is of another script or
variant than the body, sentence marks are missing, and 15 % of its character pairs repeat, against 0 to 4 % elsewhere.
"""

from collections.abc import Iterator
from dataclasses import replace

from cleaner.annotation import Kind, Safety, Severity
from cleaner.rule import Case, Found, Rule
from cleaner.rules.lines import Detector, Verdict, remove
from cleaner.rules.spam_line.markers import LITERALS, RULE_ID
from cleaner.rules.spam_line.score import by_score
from cleaner.rules.spam_line.signs import by_signs, by_signs_and_score
from cleaner.rules.view import View

SIGNS: tuple[Detector, ...] = (by_signs,)
"""The detectors without anything learned."""
LEARNED: tuple[Detector, ...] = (by_signs_and_score, by_score)
"""The same with the learned score."""


def find(view: View) -> Iterator[Found]:
    judged: dict[int, Verdict] = {}
    for judge in LEARNED if view.settings.learned else SIGNS:
        for number, judgement in judge(view).items():
            judged[number] = _joined(judged[number], judgement) if number in judged else judgement
    if judged:
        yield from remove(view, judged, "this line is {what}, injected into the page")


def _joined(one: Verdict, other: Verdict) -> Verdict:
    """What two detectors say of a line: the surer one is believed, and the evidence of both is kept."""
    surer = max(other, one, key=lambda each: (each.certain, each.confidence))
    signals = [signal for each in (one, other) for signal in each.evidence["signals"]]
    return replace(surer, evidence={**other.evidence, **one.evidence, "signals": list(dict.fromkeys(signals))})


_STORY = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
RULE: Rule[View] = Rule(
    RULE_ID,
    Kind.SPAM,
    find,
    safety=Safety.SAFE,
    severity=Severity.CRITICAL,
    confidence=0.95,
    whole_lines=True,
    literals=lambda: LITERALS,
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
