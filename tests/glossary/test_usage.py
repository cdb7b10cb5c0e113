"""What cleaned texts tell of a glossary: what it lacks, what of it fires, what a change of it does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cleaner import Cleaner, Glossary
from cleaner.glossary import Matcher
from cleaner.glossary.parse import read
from cleaner.glossary.usage import Candidates, Change, Effect, Uses, around, differences, unknown

TERMS = """\
concept: garden
zh: 乐园
en: garden
  near: tree*
en: paradise
source: literal
reviewed: 2026-11-21 me

concept: telecom-fraud
zh: 电信诈骗
zh: 电信网络诈骗
en: telecom fraud
wrong: telecommunication cheating
source: literal
reviewed: 2026-11-21 me
"""
QUACK = "concept: quack\nzh: 嘎嘎\nen: quack\nsource: me\nreviewed: 2026-11-21 me\n"


def glossary(text: str = TERMS) -> Glossary:
    return Glossary(read("terms.txt", text.encode()))


def laid_over(change: str, under: str = TERMS) -> Glossary:
    over = read("change.txt", change.encode(), layer=1)
    ids = {concept.id for concept in over}
    return Glossary([*(concept for concept in read("terms.txt", under.encode()) if concept.id not in ids), *over])


def saying(sentence: str) -> Callable[[int, int], str]:
    return lambda *_: sentence


def gathered(*fragments: str, sentences: int = 3) -> Candidates:
    candidates = Candidates(Matcher(glossary()), sentences)
    for number, fragment in enumerate(fragments):
        candidates.add(fragment, number, saying(f"the {fragment}"))
    return candidates


def parts(fragment: str) -> list[str]:
    return [fragment[start:end] for start, end in unknown(fragment, Matcher(glossary()))]


def test_variants_and_widths_of_a_term_are_one_candidate():
    (one,) = gathered("嘎嘎樂隊", "嘎嘎乐队", "嘎嘎乐队").ranked()
    assert (one.term, one.count, one.documents) == ("嘎嘎乐队", 3, 3)
    (other,) = gathered("Ａ片", "A片", "A片").ranked()
    assert (other.term, other.count) == ("A片", 3)


def test_the_most_frequent_come_first_then_those_of_most_texts():
    candidates = Candidates(Matcher(glossary()), 1)
    for term, texts in (("乙乙", (0, 0)), ("甲甲", (0, 1)), ("丙丙", (2, 2, 2)), ("丁丁", (3,))):
        for number in texts:
            candidates.add(term, number, saying("x"))
    assert [each.term for each in candidates.ranked()] == ["丙丙", "甲甲", "乙乙", "丁丁"]
    assert [each.term for each in candidates.ranked(3)] == ["丙丙"]


def test_what_the_glossary_has_by_now_is_no_candidate():
    assert gathered("乐园", "樂園", "乐园、电信诈骗").ranked() == []


def test_a_short_fragment_stays_whole_and_a_long_one_is_taken_apart():
    assert parts("嘎嘎乐园") == ["嘎嘎乐园"]
    assert parts("嘎嘎、哈哈") == ["嘎嘎", "哈哈"]
    assert parts("深入开展电信网络诈骗专项行动") == ["深入开展", "专项", "行动"]


def test_a_long_fragment_of_known_words_alone_is_kept():
    assert parts("电信诈骗乐园乐园乐园") == ["电信诈骗乐园乐园乐园"]


def test_sentences_of_different_texts_are_preferred():
    candidates = Candidates(Matcher(glossary()), 2)
    for document, sentence in ((0, "one"), (0, "two"), (0, "three"), (1, "four"), (2, "five"), (2, "four")):
        candidates.add("嘎嘎", document, saying(sentence))
    assert [sentence for _, sentence in candidates.ranked()[0].sentences] == ["one", "four"]


def test_a_sentence_is_clipped_to_its_line():
    text = "before\nsome words 嘎嘎 and more words\nafter"
    start = text.index("嘎嘎")
    assert around(text, start, start + 2, 60) == ("some words ", " and more words")
    assert around(text, start, start + 2, 6) == ("…words ", " and m…")


def test_uses_count_what_was_applied_and_proposed_by_rule_and_sense():
    there = glossary()
    cleaner = Cleaner("en", glossary=there, select=["untranslated", "terminology"])
    uses = Uses(there, "zh", "en")
    for text in ("the 乐园 of trees", "a 乐园 here, 乐园 there", "telecommunication cheating"):
        uses.add(cleaner.clean(text).annotations)
    (garden_id, garden), (fraud_id, fraud) = uses.ranked()
    assert (garden_id, garden.count, garden.documents, dict(garden.senses)) == ("garden", 3, 2, {"garden": 1, "paradise": 2})
    assert (fraud_id, fraud.applied, fraud.proposed, fraud.rules) == ("telecom-fraud", 0, 1, {"calque": (0, 1)})
    assert dict(fraud.wrongs) == {"telecommunication cheating": 1}
    assert list(uses.never()) == []


def test_an_entry_that_nothing_calls_for_never_fires():
    assert [concept.id for concept in Uses(glossary(), "zh", "en").never()] == ["garden", "telecom-fraud"]


def effects(text: str, change: str, under: str = TERMS) -> list[tuple[str, str]]:
    before, after = (Cleaner("en", glossary=each).clean(text).annotations for each in (glossary(under), laid_over(change, under)))
    return [(each.effect.value, each.found.found) for each in differences(before, after)]


def test_a_new_entry_settles_what_was_flagged():
    assert effects("the 嘎嘎 society", QUACK) == [("settled", "嘎嘎")]


def test_a_proposed_entry_changes_what_is_proposed():
    assert effects("the 嘎嘎 society", QUACK.partition("reviewed")[0]) == [("changed", "嘎嘎")]


def test_another_rendering_contradicts_what_was_applied():
    assert effects("the 嘎嘎 society", QUACK.replace("en: quack", "en: honk"), QUACK) == [("contradicted", "嘎嘎")]


def test_an_entry_that_is_no_longer_reviewed_contradicts_what_was_applied():
    assert effects("the 嘎嘎 society", QUACK.partition("reviewed")[0], QUACK) == [("contradicted", "嘎嘎")]


def test_a_new_wrong_form_creates_findings_and_one_taken_out_lets_them_go():
    wrong = QUACK + "wrong: duck shout\n"
    assert effects("a duck shout is heard", wrong) == [("created", "duck shout")]
    assert effects("a duck shout is heard", QUACK, wrong) == [("gone", "duck shout")]


def test_a_longer_wrong_form_in_the_place_of_a_shorter_one_is_one_finding():
    under, change = QUACK + "wrong: duck shout\n", QUACK + "wrong: duck shout loud\n"
    assert effects("a duck shout loud is heard", change, under) == [("changed", "duck shout loud")]


def test_what_is_the_same_is_no_difference():
    annotations = Cleaner("en", glossary=glossary(QUACK)).clean("the 嘎嘎 society of 乐园").annotations
    assert differences(annotations, annotations) == []
    assert [each.effect for each in differences(annotations, ())] == [Effect.CONTRADICTED, Effect.GONE]


def change_of(text: str) -> Change:
    return Change(read("change.txt", text.encode()), glossary(), "en")


def test_a_change_concerns_texts_with_its_terms_its_wrong_forms_and_its_names():
    change = change_of(QUACK.replace("en: quack", "en: quack\nen: Quackland\n  pos: name") + "wrong: duck shout\n")
    assert change.concerns((), "a 嘎嘎 here")
    assert change.concerns((), "a Duck Shout here")
    assert change.concerns((), "in Quackland")
    assert change.concerns((), "nothing", "in the cleaned text 嘎嘎")
    assert not change.concerns((), "a quack, and a 乐园")


def test_a_change_concerns_texts_in_which_the_entry_has_fired_whose_term_it_takes():
    annotations = Cleaner("en", glossary=glossary()).clean("the 乐\u200b园 here").annotations
    assert change_of(QUACK.replace("嘎嘎", "樂園")).concerns(annotations, "nothing")
    assert not change_of(QUACK).concerns(annotations, "nothing")


def test_a_change_concerns_texts_with_what_the_entry_was_before():
    changed = TERMS.split("\n\n")[1].replace("wrong: telecommunication cheating\n", "")
    assert change_of(changed).concerns((), "telecommunication cheating")


def test_differences_are_owed_to_the_entry_they_name_or_hold():
    change = change_of(QUACK)
    before, after = (Cleaner("en", glossary=each).clean("the 嘎嘎 society").annotations for each in (glossary(), laid_over(QUACK)))
    (difference,) = differences(before, after)
    assert change.entry(difference) == "quack"
    (gone,) = differences(before, ())
    assert change.entry(gone) == "quack"
    assert change.entry(replace(gone, before=replace(before[0], found="别的"))) is None


def test_a_glossary_of_nothing_is_fine(tmp_path: Path):
    assert not Change((), Glossary(()), "en").concerns((), "text")
    assert [each.term for each in gathered("嘎嘎").ranked()] == ["嘎嘎"]
    assert unknown("嘎嘎", Matcher(Glossary(()))) == [(0, 2)]
