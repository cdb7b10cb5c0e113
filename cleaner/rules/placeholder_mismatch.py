"""A placeholder, tag, address or mail name that the translation changed, lost or invented: `{value}` rendered as `{valor}`.

Why: a program puts values at these places; a translated or lost one breaks the interface, or shows its raw name.
How: the placeholders of source and translation are compared line by line where the texts have as many lines, as a
whole otherwise: braces (`{x}`, `{{x}}`, `${x}`, `%{x}`), printf (`%s`, `%1$d`, `%(x)s`), names between underscores (`__x__`)
or dollar signs, tags by their names, addresses and mail names. One that the source does not have is reported in its
place; the one it stands for is proposed when the source lacks exactly as many of its kind. A lost one is reported for its line.
Left alone: texts whose source is not known; order and number of equal ones; void tags (`<br>`), attributes of tags; the
part of an address that names a language.
Source: public reports (browser add-ons, JSON translators); the checks of Weblate, Okapi and Transifex.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.annotation import Kind, Safety, Severity
from cleaner.document import Finding
from cleaner.patterns import regex
from cleaner.rule import Case, Labels, Rule
from cleaner.rules.alignment import aligned
from cleaner.rules.view import View

SIGNS = regex(r"[{%$<_@]|://|www\.")
"""What every placeholder has one of: most texts have none."""
TOKEN = regex(
    r"(?P<brace>\{\{[^{}\n]{1,60}\}\}|[$%#]\{[^{}\n]{1,60}\}|\{[\w.\- ]{1,40}\})"
    r"|(?P<icu>\{(?=[\w.]{1,40}\s*,\s*(?:plural|select|selectordinal|number|date|time)\b)[\w.]{1,40})"
    r"|(?P<printf>%\([\w.]{1,40}\)[sdf]|(?<![\w%])(?<!\d )%(?:\d\$)?(?:[-+0#]?\d{0,2}(?:\.\d)?)?l{0,2}[dsfuxci@](?![\w'’]))"
    r"|(?P<name>(?<!\w)__[^\W_]\w{0,40}?__(?!\w)|(?<![\w$])\$[A-Za-z_]\w{0,30}\$(?![\w$]))"
    r"|(?P<tag></?[A-Za-z0-9][\w:-]{0,30}(?:\s[^<>\n]{0,200})?/?>)"
    r"|(?P<address>(?:https?://|www\.)[^\s<>\"'`“”‘’()\[\]\u2e80-\uffdc]+)"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
TAG_NAME = regex(r"</?\s*([\w:-]+)")
VOID = frozenset("br hr img wbr p".split())
"""Tags that a translation may have more or fewer of."""
LANGUAGE_PART = regex(r"(?<=[./])[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=[./]|$)")
END = ".,;:!?"


@dataclass(frozen=True, slots=True)
class Token:
    """A placeholder.

    Attributes:
        kind: brace, icu, printf, name, tag, address or mail.
        key: what must be equal.
        start, end: where it is.
        text: its characters.
    """

    kind: str
    key: str
    start: int
    end: int
    text: str


def tokens(text: str, offset: int = 0) -> Iterator[Token]:
    """The placeholders of a text.

    Args:
        text: the text.
        offset: is added to their places.
    """
    if not SIGNS.search(text):
        return
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        found = match[0]
        if kind == "tag":
            name = TAG_NAME.match(found)
            key = name[1].lower() if name else found
            if key in VOID:
                continue
            key = f"/{key}" if found.startswith("</") else key
        elif kind == "address":
            found = found.rstrip(END)
            key = LANGUAGE_PART.sub("", found.rstrip("/").lower().removeprefix("https://").removeprefix("http://").removeprefix("www."))
        else:
            key = found
        yield Token(kind, key, offset + match.start(), offset + match.start() + len(found), found)


def find(view: View) -> Iterator[Finding]:
    source = view.settings.source_text
    if source is None or not (SIGNS.search(source) or SIGNS.search(view.text)):
        return
    for (_, left), (start, right) in aligned(source, view.text):
        yield from _compare(list(tokens(left)), list(tokens(right, start)), start, start + len(right), right)


def _compare(wanted: list[Token], there: list[Token], start: int, end: int, text: str) -> Iterator[Finding]:
    known, stated = {each.key for each in wanted}, {each.key for each in there}
    lost: dict[str, list[Token]] = defaultdict(list)
    for each in wanted:
        if each.key not in stated and all(each.key != other.key for other in lost[each.kind]):
            lost[each.kind].append(each)
    invented: dict[str, list[Token]] = defaultdict(list)
    for each in there:
        if each.key not in known:
            invented[each.kind].append(each)
    for kind, extra in invented.items():
        candidates = lost[kind] or _fewer(wanted, there, kind)
        fits = len(candidates) == len({each.key for each in extra})
        order = {key: number for number, key in enumerate(dict.fromkeys(each.key for each in extra))}
        for each in extra:
            meant = candidates[order[each.key]].text if fits else None
            rather = f"; the source has {meant}" if meant else ""
            evidence = {"source": sorted({other.text for other in wanted if other.kind == kind})}
            # an address alone may have been added for the reader
            safety = Safety.NOTE if kind in ("address", "mail") and not candidates else None
            yield RULE.finding(
                each.start, each.end, f"the source has no {each.text}{rather}", replacement=meant, safety=safety, evidence=evidence
            )
        if fits:
            lost[kind] = []
    gone = [each.text for kind in lost for each in lost[kind] if not (kind == "tag" and not any(other.kind == "tag" for other in there))]
    if gone and text.strip():
        blank = len(text) - len(text.lstrip())
        yield RULE.finding(
            start + blank,
            end - len(text) + len(text.rstrip()),
            f"the source has {', '.join(gone)}, and the translation does not",
            evidence={"lost": gone},
        )


def _fewer(wanted: list[Token], there: list[Token], kind: str) -> list[Token]:
    """Placeholders of a kind that the translation has less often than the source: one of them was changed."""
    found: dict[str, Token] = {}
    for each in wanted:
        if each.kind == kind and sum(other.key == each.key for other in wanted) > sum(other.key == each.key for other in there):
            found.setdefault(each.key, each)
    return list(found.values())


RULE: Rule[View] = Rule(
    "placeholder-mismatch",
    Kind.TYPOGRAPHY,
    find,
    report_only=True,
    severity=Severity.MAJOR,
    confidence=0.95,
    labels=Labels("Accuracy › Do not translate (x-placeholder)", "markup", (80, 80), ("warning", "error")),
    cases=(
        Case("Der Preis ist ⟦{wert}~{value}⟧.", target="de", source="en", source_text="The price is {value}."),
        Case("⟦You have items.⟧", source_text="您有 {count} 件商品。"),
        Case("Say <b>__count__</b> and <b>⟦__计数__~__count__⟧</b>.", source_text="<b>__count__</b> 和 <b>__count__</b>。"),
        Case("⟦%d~%s⟧ files", source_text="%s 个文件"),
        Case("Write to ⟦info@example.org~info@example.com⟧.", source_text="请写信给 info@example.com。"),
        Case(
            "{b} of {a}: <a href='x'>more</a>, see https://example.com/en/page.",
            source_text="{a} 的 {b}：<a href='y'>更多</a>，见 https://example.com/zh/page 。",
        ),
        Case("Up by 5 % since May, 100 %d'accord.", source_text="自五月以来上涨百分之五。"),
        "Nothing is known of the source of {this}.",
    ),
)
