"""What the five articles must show, pinned."""

from dataclasses import replace

import pytest

from cleaner import Annotation, Cleaner, Document, Safety, apply, restore


@pytest.fixture(scope="module")
def documents(english: Cleaner, seeds: dict[str, str]) -> dict[str, Document]:
    return {number: english.clean(text) for number, text in seeds.items()}


def of(document: Document, rule: str) -> list[Annotation]:
    return [annotation for annotation in document.annotations if annotation.rule == rule]


def proposals(document: Document, rule: str) -> dict[str, str | None]:
    return {annotation.found: annotation.replacement for annotation in of(document, rule)}


def test_000_is_kept_whole_and_its_key_phrase_flagged_once(documents: dict[str, Document]) -> None:
    document = documents["000"]
    assert document.text == document.original
    (stuffing,) = of(document, "keyword-stuffing")
    assert stuffing.found == "crackdown on telecom fraud"
    assert stuffing.evidence["times"] == 5
    assert not stuffing.applied


def test_001_loses_what_is_not_the_story(documents: dict[str, Document]) -> None:
    document = documents["001"]
    (spam,) = of(document, "spam-line")
    assert spam.start == 0
    assert spam.evidence["kind"] == "adult"
    removed = [annotation.found.strip() for annotation in of(document, "boilerplate-line")]
    assert [line[:30] for line in removed] == [
        "By Yang Zekun | China Daily | ",
        "Share",
        "Share - WeChat",
        "|<< Previous 1 2 3 4 Next\xa0\xa0 >>",
        "Top",
        "BACK TO THE TOP",
        "English",
        "Copyright 1994 - . All rights ",
        "License for publishing multime",
        "Registration Number: 130349",
        "FOLLOW US",
    ]
    assert all(annotation.applied for annotation in of(document, "boilerplate-line"))
    byline = of(document, "boilerplate-line")[0].evidence
    assert (byline["author"], byline["site"], byline["date"]) == ("Yang Zekun", "China Daily", "2026-02-10 09:04")


def test_001_keeps_every_line_of_the_story(documents: dict[str, Document]) -> None:
    document = documents["001"]
    lines = [line for line in document.text.split("\n") if line]
    assert lines[0] == "Nation ups ante against telecom fraud"
    assert lines[1].startswith("Domestic collaboration, international cooperation key")
    assert lines[2].startswith("Anti-fraud police officers check the backstage data")
    assert lines[2].endswith("Fan Jun/Xinhua")
    assert lines[-1].startswith("Bilateral cooperation has also expanded beyond Southeast Asia.")
    story = [line for line in document.original.split("\n") if len(line) > 200 and not line.startswith("Copyright")]
    assert len(story) == 14
    assert [line for line in lines if len(line) > 200] == story
    assert not document.text.startswith("\n")
    assert not document.text.endswith("\n\n")


def test_002_has_no_fragment_left(documents: dict[str, Document]) -> None:
    document = documents["002"]
    fragments = of(document, "untranslated-fragment")
    assert [annotation.found for annotation in fragments] == ["反响", "引流推广", "思路", "态势", "通缉", "引流"]
    assert all(annotation.applied and annotation.safety is Safety.SAFE for annotation in fragments)
    assert not any("\u3400" <= char <= "\u9fff" for char in document.text)


READS = {
    "002": (
        "Telecommunication network fraud remains the main type of crime with high incidence, large losses, serious harm, and strong public response.",
        "At the same time, fraud leaders and backbone members direct people in China to engage in various illegal crimes such as APP development, "
        "traffic generation and promotion, and transfer money laundry, with a close connection between China and overseas.",
        "public security agencies nationwide will always adhere to the development concept of putting the people first and following the "
        "“four expertise and two synergy” work approach to deeply promote special actions such as “Yun Jian”, “Duan Liu”, and “Ba Ding”.",
        "They will maintain a high-pressure posture of crackdown.",
        "persist in targeting and pursuing them, destroy overseas fraud nests, and issue arrest warrants for major fraud fugitives.",
        "fully reveal and clean up domestic promotion and traffic generation, transfer money laundry and other gray industries related to fraud, "
        "and resolutely cut off the key links of domestic crimes.",
        "with the destruction of the infamous “Four Families” crime group in Northern Myanmar’s Kokang region.",
    ),
    "004": (
        "the important leaders of the Kokang telecommunications fraud crime group in northern Myanmar, and 4 other major criminal suspects",
        "the notorious four major families criminal group in Kokang, northern Myanmar, has been devastated.",
    ),
}
"""How sentences read with what is applied unasked."""
ACCEPTED = {
    "002": (
        "Telecom and online fraud remains the main type of crime with high incidence, large losses, serious harm, and strong public response.",
        "At the same time, fraud leaders and key members direct people in China to engage in various illegal crimes such as app development, "
        "traffic generation and promotion, and the transfer and laundering of money, with a close connection between China and overseas.",
        "following the “four specializations and two joint efforts” work approach to deeply promote special actions such as “Cloud Sword”, "
        "“Cutting Off the Flow”, and “Pulling Nails”.",
        "destroy overseas fraud dens, and issue arrest warrants for major fraud fugitives.",
        "organize cluster campaigns and coordinated regional operations without interruption, fully reveal and clean up domestic promotion and "
        "traffic generation, the transfer and laundering of money and other gray industries related to fraud,",
    ),
    "004": (
        "domestic criminal gangs involved in traffic generation and promotion, transferring and laundering money, technology development, "
        "and organizing illegal immigration, etc.",
        "4 other major criminal suspects to China's public security organs, and the leaders of the Four Families in northern Myanmar were arrested.",
        "the special work of cracking down on crimes involving Chinese nationals in northern Myanmar has achieved significant results.",
        "49,000 telecommunications fraud criminal suspects have been transferred to the Chinese side, and the notorious Four Families criminal "
        "group in Kokang, northern Myanmar, has been devastated.",
    ),
}
"""How they read once a reviewer has accepted what is proposed."""


@pytest.mark.parametrize(("number", "sentence"), [(number, each) for number, sentences in READS.items() for each in sentences])
def test_a_sentence_reads_as_english(documents: dict[str, Document], number: str, sentence: str) -> None:
    assert sentence in documents[number].text


@pytest.mark.parametrize(("number", "sentence"), [(number, each) for number, sentences in ACCEPTED.items() for each in sentences])
def test_a_sentence_reads_well_once_what_is_proposed_is_accepted(documents: dict[str, Document], number: str, sentence: str) -> None:
    document = documents[number]
    taken: list[Annotation] = []
    for each in sorted(document.annotations, key=lambda each: each.start - each.end):
        wanted = each.replacement is not None and (each.applied or each.safety is Safety.REVIEW)
        if wanted and all(each.end <= other.start or other.end <= each.start for other in taken):
            taken.append(replace(each, applied=True))
    assert sentence in apply(document.original, sorted(taken, key=lambda each: each.start))


def test_002_is_flagged_where_it_is_not_certain(documents: dict[str, Document]) -> None:
    document = documents["002"]
    assert proposals(document, "pinyin-leftover") == {
        "Yun Jian": "Cloud Sword",
        "Duan Liu": "Cutting Off the Flow",
        "Ba Ding": "Pulling Nails",
    }
    assert "four expertise and two synergy" in proposals(document, "calque")
    assert "nests" in proposals(document, "calque")
    assert any("money laundry" in found for found in proposals(document, "calque"))
    assert not any(annotation.applied for rule in ("pinyin-leftover", "calque") for annotation in of(document, rule))


def test_002_loses_its_last_line(documents: dict[str, Document]) -> None:
    (line,) = of(documents["002"], "boilerplate-line")
    assert line.found.strip() == "You May Have Missed"
    assert documents["002"].text.rstrip("\n").endswith("effectively.")


def test_003_is_left_alone(documents: dict[str, Document]) -> None:
    document = documents["003"]
    assert document.text == document.original
    assert document.applied == ()


def test_004_names_kokang_and_keeps_the_rest_for_review(documents: dict[str, Document]) -> None:
    document = documents["004"]
    assert [(each.found, each.replacement) for each in document.applied] == [("果敢", " Kokang"), ("果敢", "Kokang")]
    assert "leaders of the Kokang telecommunications fraud crime group" in document.text
    assert "four major families criminal group in Kokang, northern Myanmar" in document.text
    assert proposals(document, "foreign-viewpoint") == {"our country's": "China's", "our side": "the Chinese side"}
    assert proposals(document, "calque")["promoting drainage"] == "traffic generation and promotion"
    assert proposals(document, "calque")["involving me"] == "involving Chinese nationals"


NAMES = (
    "Zhang Ming",
    "Bai Suocheng",
    "Li Guozhong",
    "Jiang Guoli",
    "Yang Zekun",
    "She Zhijiang",
    "Lianyungang",
    "Jiangsu",
    "Yunnan",
    "Zhejiang",
    "Kunming",
    "tech parks",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_and_tech_parks_are_left_alone(documents: dict[str, Document], name: str) -> None:
    for document in documents.values():
        assert not [each for each in document.annotations if name in each.found and each.kind != "boilerplate"]
        if name != "Yang Zekun":
            assert document.text.count(name) == document.original.count(name)


def test_invariants_hold_for_all_five(documents: dict[str, Document], english: Cleaner) -> None:
    for document in documents.values():
        assert all(document.original[each.start : each.end] == each.found for each in document.annotations)
        assert apply(document.original, document.annotations) == document.text
        assert restore(document.text, document.annotations) == document.original
        assert english.clean(document.text).applied == ()


def test_workers_and_batches_give_the_same(documents: dict[str, Document], english: Cleaner, seeds: dict[str, str]) -> None:
    assert list(english.pipe(seeds.values(), workers=2)) == list(documents.values())


def test_an_id_stays_when_the_finding_moves(english: Cleaner, seeds: dict[str, str], documents: dict[str, Document]) -> None:
    moved = english.clean("An editor's note stands here now.\n\n" + seeds["004"])
    assert [each.id for each in moved.annotations] == [each.id for each in documents["004"].annotations]
