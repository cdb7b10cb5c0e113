"""What a language model said around its translation: "Sure, here is the translation:", "Let me know if …",
notes, refusals, the prompt, `<think>` blocks, a fence around the whole text.

Why: the answer of a model is saved as it came, and what was said to the person who asked is published.
How: the first and last lines of a text are compared, as whole lines, with what models say in the
languages they answer in (`data/model_residue.txt`), one after the other from the edge of the text as
long as they match; a label such as "Translated text:" also further in, once a prompt or an opening was
found. A block between `<think>` and `</think>` at the beginning, and a fence around everything.
Left alone: lines in quotation marks, lines inside of the text, texts of nothing else, documents about
models, where such words are quoted or in code. Everything is proposed, nothing removed unasked.
Source: public reports of translation tools (MDN, browser add-ons, subtitle translators).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cleaner.annotation import Kind, Severity
from cleaner.document import Finding
from cleaner.languages.phrases import read
from cleaner.patterns import regex
from cleaner.rule import Labels, Rule
from cleaner.rules.view import View

MAX_LINE = 700
"""Code points of the longest line that is compared: longer ones are paragraphs."""
MAX_EDGE = 6
"""Lines at either edge that are compared at most."""
MARKS = " \t\r*_#>-–—"
"""Marks of Markdown around a line that are not compared."""
QUOTES = "\"'“”‘’«»「『„"
"""What a line begins with that somebody says."""
THINK = regex(r"\s*<(think|thinking|thought)>(.*?)(?:</\1>[ \t]*\n?|\Z)", re.DOTALL | re.IGNORECASE)
FENCE = regex(r"\s*(```|~~~)[\w-]*[ \t]*\n(?P<inner>.*)\n\1[ \t]*\s*", re.DOTALL)
FENCE_LINE = regex(r"(```|~~~)[\w-]*[ \t]*")
TOLD = {
    "opening": "the answer of a language model opens with this line",
    "label": "a label that a language model put before its translation",
    "closing": "the answer of a language model ends with this line",
    "note": "a note of the translating model",
    "refusal": "a language model refused, and this is what it said",
    "prompt": "this is what a language model was told to do",
}
"""What a reviewer is told, by section of the table."""
AT_TOP = ("opening", "prompt", "refusal", "label", "note")
AT_END = ("closing", "note", "refusal")
"""Sections that are looked for at the top and at the end of a text."""


@cache
def _table() -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile(f"(?:{'|'.join(lines)})", re.IGNORECASE | re.UNICODE) for name, lines in read("data", "model_residue.txt").items()
    }


SIGNS = (
    "translat", "sure", "certainly", "of course", "absolutely", "let me know", "feel free", "hope", "note", "anything else", "happy to", "sorry", "apolog",
    "unfortunately", "as an", "you are", "only", "would you", "do you want", "t/n", "tn", "tradu", "überset", "vertal", "перевод", "espero", "avís", "avis",
    "hazme", "dud", "precis", "spero", "fammi", "hésit", "lass", "hoff", "laat", "hoop", "знать", "надеюсь", "если", "siento", "desculpe", "dispiace", "désolé",
    "leid", "извин", "сожал", "model", "ии",
)  # fmt: skip
"""What every line of the table has one of, CJK ones apart: few lines of other texts are compared with the table."""
CJK = regex("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")


def section_of(line: str, sections: tuple[str, ...]) -> str | None:
    """The section of the table that has a line; None when no section has it."""
    plain = line.strip(MARKS)
    if not plain or len(plain) > MAX_LINE or plain[0] in QUOTES:
        return None
    lowered = plain.lower()
    if not any(sign in lowered for sign in SIGNS) and (plain.isascii() or not CJK.search(plain)):
        return None
    for name in sections:
        if _table()[name].fullmatch(plain) or (plain.endswith(")") and _table()[name].fullmatch(plain.rstrip(")"))):
            return name
    return None


def find(view: View) -> Iterator[Finding]:
    text = view.text
    if (
        not section_of(text.lstrip().partition("\n")[0], AT_TOP)
        and not section_of(text.rstrip().rpartition("\n")[2], AT_END)
        and "<th" not in text[:40].lower()
    ):
        return
    think = THINK.match(text) if text.lstrip()[:4].lower().startswith("<th") else None
    begin = think.end() if think else 0
    if think and text[begin:].strip():
        start = think.start() + len(think[0]) - len(think[0].lstrip())
        message = "what a language model thought before it answered"
        yield RULE.finding(start, begin, message, replacement="", severity=Severity.MAJOR, evidence={"said": "thoughts"})
    lines = [(start, end) for start, end in view.spans if start >= begin and text[start:end].strip()]
    top = _edge(view, lines, AT_TOP)
    left = lines[len(top) :]
    end = _edge(view, left[::-1], AT_END)
    middle = left[: len(left) - len(end)] if end else left
    if not middle:
        # nothing else is there: a text about such lines, or no text at all
        return
    labels: list[tuple[str, tuple[int, int]]] = []
    if any(name in ("prompt", "opening") for name, _ in top):
        labels = [("label", span) for span in middle if section_of(text[slice(*span)], ("label",))]
    for name, (first, last) in (*top, *labels, *end):
        severity = Severity.CRITICAL if name == "refusal" else Severity.MAJOR
        yield RULE.finding(first, min(last + 1, len(text)), TOLD[name], replacement="", severity=severity, evidence={"said": name})
    if (top or think) and len(middle) > 2 and FENCE_LINE.fullmatch(text[slice(*middle[0])].strip()):
        yield from _fence(view, middle)


def _edge(view: View, lines: list[tuple[int, int]], sections: tuple[str, ...]) -> list[tuple[str, tuple[int, int]]]:
    """The lines from an edge of the text on that a model said, with their sections."""
    found: list[tuple[str, tuple[int, int]]] = []
    for span in lines[:MAX_EDGE]:
        name = section_of(view.text[slice(*span)], sections)
        if name is None or (name == "note" and not found and sections is AT_TOP) or view.is_protected(*span):
            break
        found.append((name, span))
    return found


def _fence(view: View, lines: list[tuple[int, int]]) -> Iterator[Finding]:
    """The fence around a translation that has more of the model around it."""
    opening = view.text[slice(*lines[0])].strip()[:3]
    closing = next((span for span in lines[:0:-1] if view.text[slice(*span)].strip() == opening), None)
    for start, end in (lines[0], *([closing] if closing else [])):
        yield RULE.finding(start, min(end + 1, len(view.text)), "a fence that a language model put around its translation", replacement="")


_STORY = "The committee met on Monday and agreed on the plan.\n"
RULE: Rule[View] = Rule(
    "model-residue",
    Kind.BOILERPLATE,
    find,
    report_only=True,
    severity=Severity.MAJOR,
    confidence=0.95,
    whole_lines=True,
    labels=Labels("Accuracy › Addition (x-model-residue)", "addition", (60, 60), ("warning", "error")),
    cases=(
        f"⟦Sure, here is the translation:\n~⟧\n{_STORY}\n⟦Let me know if you would like anything else to be changed!~⟧",
        f"⟦Here is my final translation and explanation.\n~⟧⟦Final Translation\n~⟧{_STORY}",
        f"⟦You are a professional translator. Translate the text below into English.\n~⟧{_STORY}⟦Translated text:\n~⟧It was approved.\n",
        f"⟦<think>The user wants this in English.\nOK.</think>\n~⟧{_STORY}",
        f"⟦I'm sorry, but I cannot translate this text.\n~⟧{_STORY}",
        f"{_STORY}⟦(Translator's note: the name is rendered as in the original.)~⟧",
        f'"Sure, here is the translation," she said.\n{_STORY}',
        f"{_STORY}Sure, here is the translation: that was all he said, and he left.\n{_STORY}",
        f"He asked her to let me know if it rained.\n{_STORY}",
        "Let me know if you need help.\n",
        f"# Prompts\n\n{_STORY}\n```\nYou are a professional translator.\n```\n",
    ),
)
