"""A line injected to sell or to be indexed: an adult list above a hijacked page, a casino's
keywords, "invoices issued, WeChat …".

Why: it has nothing to do with the text, and later readers take it for content.
How: two independent signals are needed, one of them a marker phrase of a kind of spam. The other
signals are a list of short items between separators without a sentence; a script other than the
document's; a place among the first or last three lines; a contact ("QQ 12345678", a bare address);
repeated items. Without a marker a line is only proposed, and only if script, list and place agree.
A learned score (`cleaner.models.spam`) is another signal. It alone removes no sentence, and no line
of a document: these also need a contact, form, script, marker or place. Other lines follow removed
ones: a line that introduces them ("you may also like these resources:"), and, if several contain a
name twice ("X - X (official)"), lines without a sentence that contain the name. Untranslated words
in a line are ignored, so that they never make a sentence spam.
Left alone: sentences about such topics (law, medicine, headlines on crackdowns), lists of tags,
casts or products; menus, greetings and copyright lines of sites, which `boilerplate-line` handles.
A script with a tenth of the lines belongs to the document. Proposed at most: lists of words in
programs and tables, and English lines with a high score alone.
Source: hijacked pages: 51 of 66 injected lines are among the first or last three lines, their
script or variant differs from the body, they have no sentence marks, and 15 % of their character
pairs repeat, compared to 0 to 4 % in other lines.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.rule import Case, Rule
from cleaner.rules.lines import Detector, Verdict, remove
from cleaner.rules.spam_line.markers import LITERALS, RULE_ID
from cleaner.rules.spam_line.score import by_score
from cleaner.rules.spam_line.signs import by_signs, by_signs_and_score
from cleaner.rules.view import View

SIGNS: tuple[Detector, ...] = (by_signs,)
"""The detectors without the learned score."""
LEARNED: tuple[Detector, ...] = (by_signs_and_score, by_score)
"""The detectors with the learned score."""


def find(view: View) -> Iterator[Finding]:
    verdicts: dict[int, Verdict] = {}
    for detector in LEARNED if view.settings.learned else SIGNS:
        for number, verdict in detector(view).items():
            verdicts[number] = _joined(verdicts[number], verdict) if number in verdicts else verdict
    if verdicts:
        yield from remove(RULE, view, verdicts, "this line is {what}, injected into the page")


def _joined(one: Verdict, other: Verdict) -> Verdict:
    """One verdict from two detectors: that of the surer one, with the evidence of both."""
    surer = max(other, one, key=lambda each: (each.certain, each.confidence))
    signals = [signal for each in (one, other) for signal in each.evidence["signals"]]
    return surer._replace(evidence={**other.evidence, **one.evidence, "signals": list(dict.fromkeys(signals))})


_ARTICLE = "The police of three provinces solved more than two hundred cases, the ministry said on Wednesday."
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
        f"⟦日韩精品久久一区二区三区_亚洲色图p_亚洲综合在线最大成人_国产中出在线观看_日韩免费_亚洲综合在线一区\n\n|⟧{_ARTICLE}",
        f"{_ARTICLE}\n⟦slot gacor | situs judi online | rtp slot hari ini | agen slot maxwin|⟧",
        "公安部公布打击跨境赌博十大典型案例",
        Case("公安机关捣毁一个组织卖淫、开设赌场的犯罪团伙，查获百家乐赌台三张。", target="zh"),
        Case("治疗阳痿的药物有多种，须遵医嘱。", target="zh"),
        f"《红楼梦》 | 主演 | 欧阳奋强 | 陈晓旭 | 邓婕\n{_ARTICLE}".replace("《红楼梦》", "Cast"),
        f"Online casino operators were fined, the regulator said on Monday.\n{_ARTICLE}",
        f"{_ARTICLE}\n⟦天天彩票_天天彩票官网_天天彩票下载|⟧",
        f"⟦~Keywords: online casino, payday loans, gambling, addiction, regulation⟧\n{_ARTICLE}".replace("⟦~", "⟦").replace("⟧", "~⟧"),
        f"Tags: China, telecom fraud, Myanmar, police, crackdown\n{_ARTICLE}",
    ),
)
