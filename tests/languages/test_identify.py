"""Which language: scripts first, function words next, a model last, and always the same answer."""

import pytest

from cleaner import Cleaner, OptionError, clean
from cleaner.languages.identify import identifier, identify
from cleaner.languages.tags import parse, variant

TEXTS = {
    "en": "The ministry said on Wednesday that it had been working on the case with the police of three provinces for a year.",
    "de": "Die Polizei sprach am Mittwoch mit der Presse über das neue Gesetz und darüber, was es für die Menschen bedeutet.",
    "es": "El ministerio dijo el miércoles que las nuevas medidas contra el fraude entrarán en vigor el próximo año.",
    "fr": "Le ministère a déclaré mercredi que les nouvelles mesures contre la fraude entreront en vigueur l'année prochaine.",
    "ru": "Министерство сообщило в среду, что новые меры против мошенничества вступят в силу в следующем году.",
    "zh-Hans": "公安机关严厉打击电信网络诈骗犯罪，切实保护人民群众的财产安全。",
    "zh-Hant": "公安機關嚴厲打擊電信網絡詐騙犯罪，切實保護人民群眾的財產安全。",
    "ja": "警察は水曜日、新しい法律について記者団に説明した。カタカナもあります。",
    "ko": "경찰은 수요일에 새로운 법률에 대해 기자들에게 설명했다.",
    "th": "ตำรวจแถลงข่าวเกี่ยวกับกฎหมายใหม่เมื่อวันพุธ",
    "el": "Η αστυνομία μίλησε την Τετάρτη για τον νέο νόμο.",
    "he": "המשטרה דיברה ביום רביעי על החוק החדש.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_a_sentence_is_recognised(tag: str) -> None:
    assert clean(TEXTS[tag]).language == tag


@pytest.mark.parametrize("name", ["py3langid", "langdetect"])
@pytest.mark.parametrize("tag", ["en", "de", "es", "fr", "ru"])
def test_every_identifier_knows_it_and_repeats_itself(name: str, tag: str) -> None:
    guesses = {identifier(name).identify(TEXTS[tag]) for _ in range(3)}
    assert {guess.language for guess in guesses} == {tag}
    assert len(guesses) == 1


@pytest.mark.parametrize("text", ["", "12345", "...", "🙂", "ok"])
def test_too_little_text_is_nobodys(text: str) -> None:
    assert identify(text).language is None
    assert clean(text).language is None


def test_a_fragment_does_not_make_a_text_chinese() -> None:
    assert clean(TEXTS["en"] + " strong public反响").language == "en"


def test_the_given_target_is_the_language_of_the_text() -> None:
    assert clean(TEXTS["en"], target="en-GB").language == "en-GB"


def test_libraries_can_be_chosen() -> None:
    document = Cleaner("en", identifier="langdetect", segmenter="jieba").clean("the director of the 嘎嘎协会 spoke")
    assert [part["text"] for part in document.annotations[0].evidence["segments"]][-1] == "协会"
    with pytest.raises(OptionError, match="unknown identifier 'oracle'"):
        Cleaner("en", identifier="oracle")


@pytest.mark.parametrize(
    ("tag", "canonical", "chinese"),
    [("EN", "en", None), ("zh-hans", "zh-Hans", "Hans"), ("zh-TW", "zh-TW", "Hant"), ("pt-br", "pt-BR", None), ("zh", "zh", None)],
)
def test_tags_are_read(tag: str, canonical: str, chinese: str | None) -> None:
    assert parse(tag).tag == canonical
    assert variant(parse(tag)) == chinese


@pytest.mark.parametrize("tag", ["", "e", "english", "zh_", "en en", "../en"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(OptionError, match="is not a language tag"):
        Cleaner(target=tag)


@pytest.mark.parametrize("length", [3, 7, 399, 400, 5000])
def test_py3langid_says_the_same_walked_from_all_places_at_once(length: int) -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    text = "Мост открыли в воскресенье. The bridge was opened on Sunday, größer als je zuvor; 12,5 €. Γέφυρα " * 60
    expected = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).classify(text[:length])
    assert identifier("py3langid").identify(text[:length]) == expected
