"""What is left untranslated between any two scripts, and between two languages of one: found words, and what must stay silent."""

import pytest

from cleaner import Cleaner
from cleaner.annotation import Annotation

RULES = ["untranslated-fragment", "untranslated-passage"]


def found(text: str, target: str, source: str = "en", source_text: str | None = None) -> list[str]:
    return [each.found for each in annotations(text, target, source, source_text)]


def annotations(text: str, target: str, source: str = "en", source_text: str | None = None) -> tuple[Annotation, ...]:
    return Cleaner(target, source, select=RULES).clean(text, source_text).annotations


@pytest.mark.parametrize(
    ("target", "text", "left"),
    [
        ("zh", "这个功能叫screenshot，非常方便。", ["screenshot"]),
        ("zh", "他说这件事very important，大家都同意。", ["very important"]),
        ("zh", "她最喜欢的是cheese和面包。", ["cheese"]),
        ("ja", "この機能はscreenshotと呼ばれています。", ["screenshot"]),
        ("ja", "彼はvery importantだと言った。", ["very important"]),
        ("ru", "Он купил screenshot вчера.", ["screenshot"]),
        ("ru", "Мы поехали в London на поезде.", ["London"]),
        ("ru", "Она написала в Facebook об этом.", ["Facebook"]),
        ("uk", "Він пішов у kitchen увечері.", ["kitchen"]),
        ("hi", "वह बहुत tired थी।", ["tired"]),
        ("hi", "यह एक very important बात है।", ["very important"]),
        ("ta", "அவர் kitchen சென்றார்.", ["kitchen"]),
        ("ar", "ذهب إلى kitchen في المساء.", ["kitchen"]),
        ("ar", "كان هذا very important جدا.", ["very important"]),
        ("he", "הוא הלך אל kitchen בערב.", ["kitchen"]),
        ("ko", "그는 kitchen에 갔다.", ["kitchen"]),
        ("ko", "이것은 very important 합니다.", ["very important"]),
        ("th", "เขาไปที่ kitchen ตอนเย็น", ["kitchen"]),
        ("th", "นี่คือ very important มาก", ["very important"]),
        ("el", "Πήγε στο kitchen το βράδυ.", ["kitchen"]),
        ("el", "Αυτό ήταν very important για μας.", ["very important"]),
    ],
)
def test_lower_case_words_in_a_text_of_another_script_are_found(target: str, text: str, left: list[str]) -> None:
    assert found(text, target) == left


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("zh", "他用iPhone和WeChat支付，CEO表示GDP增长。"),
        ("zh", "世界卫生组织（World Health Organization）发布报告。"),
        ("zh", "联系@newsdesk或访问https://example.org/help，见#travel。"),
        ("zh", "长5 km，重20 kg，频率2.4 GHz，温度20 °C。"),
        ("zh", "运行git commit，再看README.md。"),
        ("zh", "根据Smith et al.（2019）的研究。"),
        ("ja", "彼はiPhoneとPayPayで払った。"),
        ("ja", "世界保健機関（World Health Organization）が発表した。"),
        ("ja", "長さは5 km、重さは20 kgです。DNAとHIVの検査。"),
        ("ja", "CEOはGDPが伸びたと述べた。"),
        ("ru", "Он купил iPhone 15 Pro и USB-кабель."),
        ("ru", "Всемирная организация здравоохранения (World Health Organization) сообщила."),
        ("ru", "Пишите на info@example.org или @newsdesk. Длина 5 km, масса 20 kg."),
        ("ru", "Бактерия Escherichia coli и файл README.md."),
        ("hi", "उसने iPhone खरीदा। विश्व स्वास्थ्य संगठन (World Health Organization) ने कहा।"),
        ("hi", "5 km दूर, 20 kg भारी, @newsdesk से संपर्क करें।"),
        ("ta", "உலக சுகாதார அமைப்பு (World Health Organization) கூறியது. 5 km தூரம்."),
        ("ar", "اشترى iPhone أمس من شركة Microsoft، وفحص DNA."),
        ("ar", "قالت منظمة الصحة العالمية (World Health Organization) ذلك، 5 km."),
        ("ko", "그는 iPhone을 샀고 Microsoft는 발표했다."),
        ("ko", "세계보건기구(World Health Organization)가 DNA와 HIV를 검사했다."),
        ("th", "เขาซื้อ iPhone และบริษัท Microsoft ประกาศ 5 km"),
        ("th", "องค์การอนามัยโลก (World Health Organization) ตรวจ DNA"),
        ("el", "Αγόρασε iPhone χθες και η Microsoft ανακοίνωσε έλεγχο DNA, 5 km."),
    ],
)
def test_what_every_language_keeps_stays_silent(target: str, text: str) -> None:
    assert found(text, target) == []


@pytest.mark.parametrize(
    ("source", "text", "left"),
    [
        ("zh", "The ministry 通报 the case.", "通报"),
        ("ja", "She ate おにぎり at noon.", "おにぎり"),
        ("ru", "He was страшно tired.", "страшно"),
        ("hi", "They went to बाज़ार at noon.", "बाज़ार"),
        ("ta", "They went to சந்தை at noon.", "சந்தை"),
        ("ar", "They went to السوق at noon.", "السوق"),
        ("ko", "They went to 시장 at noon.", "시장"),
        ("th", "They went to ตลาด at noon.", "ตลาด"),
        ("el", "They went to αγορά at noon.", "αγορά"),
    ],
)
def test_every_foreign_script_is_found_in_english(source: str, text: str, left: str) -> None:
    assert found(text, "en", source) == [left]


def test_the_confidence_is_the_learned_chance_and_nothing_is_applied() -> None:
    (annotation,) = annotations("Он купил screenshot вчера.", "ru")
    assert 0 < annotation.confidence < 0.6
    assert (annotation.safety, annotation.applied) == ("review", False)
    assert "may have been" in annotation.message


ENGLISH = "The board said that the trustees were in talks about a deal."


@pytest.mark.parametrize(
    ("target", "text", "left"),
    [
        ("de", "Der Vorstand sagte, trustees were in talks about a deal.", ["trustees were in talks about a deal"]),
        ("es", "La junta dijo que the trustees were in talks hoy.", ["the trustees were in talks"]),
        ("fr", "Le conseil a dit talks about a deal hier.", ["talks about a deal"]),
        ("cs", "Rada řekla, že were in talks včera.", ["were in talks"]),
    ],
)
def test_english_words_in_a_row_are_found_with_the_source_at_hand(target: str, text: str, left: list[str]) -> None:
    assert found(text, target, "en", ENGLISH) == left


@pytest.mark.parametrize(
    ("target", "text", "source_text"),
    [
        ("de", "Die Inflation ist normal und real.", "The inflation is normal and real."),
        ("es", "Un estudio in vitro de diabetes mellitus.", "A study in vitro of diabetes mellitus."),
        ("fr", "Une solution possible est la transmission.", "A possible solution is transmission."),
        ("de", "Er las The Old Man and the Sea im Urlaub.", "He read The Old Man and the Sea on holiday."),
        ("de", "Er sagte: “talks about a deal” sei der Titel.", "He said: “talks about a deal” was the title."),
        ("es", "Ejecute `about a deal` y vea https://example.org/were/in.", "Run `about a deal` and see https://example.org/were/in."),
        ("it", "Il software è online con un budget minimo.", "The software is online with a minimum budget."),
    ],
)
def test_cognates_loans_titles_quotations_and_code_stay_silent(target: str, text: str, source_text: str) -> None:
    assert found(text, target, "en", source_text) == []


@pytest.mark.parametrize(
    ("source", "text", "left"),
    [
        ("de", "The club was gegründet in a small town.", ["gegründet"]),
        ("de", "They had to take kurzfristigen measures.", ["kurzfristigen"]),
        ("de", "The mayor of Mainz und his wife came.", ["und"]),
        ("es", "The descubrimiento was made in spring.", ["descubrimiento"]),
        ("cs", "The town made a large rozhodnutí about it.", ["rozhodnutí"]),
    ],
)
def test_spelling_tells_without_the_source(source: str, text: str, left: list[str]) -> None:
    assert found(text, "en", source) == left


@pytest.mark.parametrize(
    "text",
    [
        "Her favorite color was gray, and the neighbors honored it.",
        "The hotspot sold bednets and a flavonoid-rich tea.",
        "Patients took rivaroxaban, misoprostol and immunoglobulin.",
        "He flew to São Paulo with Ludwig van der Berg and Das Gupta.",
        "A café, a fiancée, a déjà vu and a vis-à-vis.",
        "The fungus Candida albicans and the Reeperbahn.",
        "She said “und so weiter” and sang (leise, leise) again.",
        "Press ctrl and type `nicht`, then see https://example.org/wichtigen.",
    ],
)
@pytest.mark.parametrize("source", ["de", "es", "fr", "cs", "it", "pt"])
def test_good_english_stays_silent_whatever_the_source(text: str, source: str) -> None:
    assert found(text, "en", source) == []


def test_a_german_noun_is_told_from_a_name_by_its_ending() -> None:
    source = "Die Gründung von Adelheim und die Wartburg."
    assert found("They saw the Gründung of Adelheim and the Wartburg.", "en", "de", source) == ["Gründung"]


def test_direct_speech_in_english_is_no_quotation_of_the_original() -> None:
    source = "„Wir haben das noch nie so wichtig genommen wie heute“, sagte sie."
    assert found("“We have never taken this so wichtig as we all do today,” she said.", "en", "de", source) == ["wichtig"]


@pytest.mark.parametrize("word", ["a" * 20_000, "the " * 10_000, "nicht " * 10_000, "talks about " * 5_000])
@pytest.mark.parametrize("target", ["de", "en"])
def test_long_lines_take_linear_time(word: str, target: str) -> None:
    annotations(word, target, "de" if target == "en" else "en", word)
