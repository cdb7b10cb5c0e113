"""Many findings of one rule in a text become few."""

from functools import partial

from cleaner.folding import MIN_FINDINGS, folded
from cleaner.rules.untranslated.untranslated_passage import RULE


def test_evidence_that_takes_time_is_made_only_for_what_is_kept() -> None:
    asked: list[int] = []

    def number(each: int) -> int:
        asked.append(each)
        return each

    text = "x" * 2 * MIN_FINDINGS
    found = [RULE.finding(at, at + 1, "a fault", evidence={"number": partial(number, at)}) for at in range(len(text))]
    kept = [each.evidence for each in folded(found, text)]
    assert kept == [*({"number": at} for at in range(MIN_FINDINGS)), {"number": MIN_FINDINGS, "count": MIN_FINDINGS}]
    assert asked == list(range(MIN_FINDINGS + 1))
