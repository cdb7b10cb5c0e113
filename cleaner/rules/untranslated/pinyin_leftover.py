"""A term left in pinyin that has an English form: "Yun Jian" for 云剑, the operation "Cloud Sword".

Why: the reader learns nothing from the sound of a name that means something.
Left alone: names of people and of places that are written in pinyin in English (Zhang Ming,
Lianyungang), and words that English has taken over.
Source: the `pinyin` lines of `glossary/`.
"""

from collections.abc import Iterator

from cleaner.annotation import Kind
from cleaner.document import Finding
from cleaner.rule import Labels, Rule
from cleaner.rules.terms.wrong_renderings import wrong_renderings
from cleaner.rules.view import View


def find(view: View) -> Iterator[Finding]:
    return wrong_renderings(RULE, view, "“{found}” is the pinyin of {term}, which is “{use}” in English")


RULE: Rule[View] = Rule(
    "pinyin-leftover",
    Kind.UNTRANSLATED,
    find,
    labels=Labels("Accuracy › Untranslated (x-pinyin)", "untranslated", (60, 60), ("warning", "warning")),
    confidence=0.9,
    cases=(
        "special operations such as “⟦Yun Jian~Cloud Sword⟧” and “⟦Ba Ding~Pulling Nails⟧” by the police",
        "Zhang Ming, Li Guozhong and Bai Suocheng spoke in Lianyungang.",
        "Yun Jian, a student of music, plays the guzheng.",
    ),
)
