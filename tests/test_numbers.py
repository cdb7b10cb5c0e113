"""Numbers are read by value, whatever language says them, and a finding rests on values that differ."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Annotation, Cleaner
from cleaner.numbers import chinese, digits, english
from cleaner.numbers.currency import conversion_error
from cleaner.numbers.english_words import ONES, TENS
from cleaner.numbers.quantity import Quantity, plain, power_of_ten, rounds, same, step

NUMERALS = "零一二三四五六七八九"
SCALES_ZH = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
SCALES_EN = {"": 1, " thousand": 10**3, " million": 10**6, " billion": 10**9, " trillion": 10**12}


def annotations(text: str, source_text: str | None = None, source: str = "zh", target: str = "en") -> tuple[Annotation, ...]:
    return cleaner_for(target, source).clean(text, source_text).annotations


@cache
def cleaner_for(target: str, source: str) -> Cleaner:
    return Cleaner(target, source, select=["number-mismatch", "number-slip"])


def read(text: str, language: str = "zh", *, marks: bool = False) -> list[tuple[str, Fraction | int]]:
    reader = chinese if language == "zh" else english
    return [(text[each.start : each.end], each.value) for each in reader.quantities(text, marks=marks)]


def in_chinese(value: int) -> str:
    """A whole number in Chinese numerals."""
    if value == 0:
        return "零"
    result = ""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, size)
        if section:
            words = "".join(
                (NUMERALS[digit] + unit if digit else "零") for digit, unit in zip(map(int, f"{section:04d}"), "千百十 ", strict=True)
            ).replace(" ", "")
            while "零零" in words:
                words = words.replace("零零", "零")
            result += (words.strip("零") if not result else words.rstrip("零")) + name
    return result


def in_english(value: int) -> str:
    """A whole number below 10^15 in English words."""
    ones, tens = list(ONES), list(TENS)
    if value < 20:
        return ones[value]
    if value < 100:
        return tens[value // 10 - 2] + (f"-{ones[value % 10]}" if value % 10 else "")
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            return f"{in_english(value // size)} {name}" + (f" {in_english(rest)}" if rest else "")
    raise AssertionError


@given(st.integers(11, 10**12 - 1))
def test_what_is_written_in_chinese_numerals_is_read_back(value: int) -> None:
    numeral = in_chinese(value)
    assert [found for _, found in read(f"共{numeral}人")] in ([value], []), numeral
    assert [found for _, found in read(f"共{numeral}人", marks=True)] == [value], numeral


@given(st.integers(1, 9), st.sampled_from("百千万亿"), st.integers(1, 9))
def test_a_last_digit_without_a_multiplier_counts_the_next_lower_one(first: int, multiplier: str, last: int) -> None:
    unit = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[multiplier]
    assert read(f"共{NUMERALS[first]}{multiplier}{NUMERALS[last]}人")[0][1] == first * unit + last * unit // 10
    assert read(f"共{NUMERALS[first]}{multiplier}零{NUMERALS[last]}人")[0][1] == first * unit + last


@given(st.decimals(min_value=1, max_value=9999, places=2), st.sampled_from(sorted(SCALES_ZH)))
def test_figures_with_a_chinese_scale_are_read_back(number: object, scale: str) -> None:
    assert read(f"共{number}{scale}元") == [(f"{number}{scale}", Fraction(str(number)) * SCALES_ZH[scale])]


@given(st.integers(2, 10**15 - 1))
def test_what_is_written_in_english_words_is_read_back(value: int) -> None:
    words = in_english(value)
    assert read(f"There were {words} cases", "en") == [(words, value)]


@given(st.decimals(min_value=2, max_value=999, places=2), st.sampled_from(sorted(SCALES_EN)))
def test_figures_with_an_english_scale_are_read_back(number: object, scale: str) -> None:
    assert read(f"froze {number}{scale} yuan", "en") == [(f"{number}{scale}", Fraction(str(number)) * SCALES_EN[scale])]


@given(st.integers(1, 10**15), st.integers(-3, 0))
def test_a_wording_says_its_value(whole: int, places: int) -> None:
    value = Fraction(whole) * Fraction(10) ** places
    assert [found for _, found in read(f"{english.wording(value)} yuan", "en")] == [value]


@given(st.text(max_size=60))
def test_spans_are_ordered_and_lie_in_the_text(text: str) -> None:
    for reader in (chinese, english):
        found = reader.quantities(text, marks=True)
        assert all(0 <= each.start < each.end <= len(text) for each in found)
        assert [each.start for each in found] == sorted(each.start for each in found)


@given(st.text(alphabet="0123456789,.:/-% 一二三四十百千万亿兆零点分之多几余成元年月日比至(（)$ ", max_size=40))
def test_no_arrangement_of_signs_is_an_error(text: str) -> None:
    for reader in (chinese, english):
        reader.quantities(text, marks=True)
    annotations(text, text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2170.7亿元", [217_070_000_000]),
        ("三十二万五千人", [325_000]),
        ("两千余名", [2000]),
        ("４，５６５個", [4565]),
        ("1.2万亿元", [1_200_000_000_000]),
        ("10万万", [10**9]),
        ("五兆六十二亿", [5 * 10**12 + 62 * 10**8]),
        ("近百余万", [1_000_000]),
        ("3至5万人", [30_000, 50_000]),
        ("3万—5万", [30_000, 50_000]),
        ("5-10%", [Fraction(1, 20), Fraction(1, 10)]),
        ("百分之三十", [Fraction(3, 10)]),
        ("三成", [Fraction(3, 10)]),
        ("三分之一", [Fraction(1, 3)]),
        ("一又二分之一", [Fraction(3, 2)]),
        ("二点五", [Fraction(5, 2)]),
        ("二〇二四年", [2024]),
        ("2024年5月27日", [2024, 5, 27]),
        ("2024-05-27", [2024]),
        ("负三十二", [-32]),
        ("一万三", [13_000]),
        ("壹佰伍拾", [150]),
    ],
)
def test_chinese(text: str, values: list[Fraction]) -> None:
    assert [found for _, found in read(text)][: len(values)] == values


@pytest.mark.parametrize(
    "text",
    "万一 千万别 一定 一起 十分重要 万众一心 一些 统一 第一 五五开 放肆 入伍 大陆 收拾 四川 三峡 两岸 星期三 周五 乱七八糟 1.2.3 859-292-3680 09:04 3比2 COVID-19 G20 万元户".split(),
)
def test_chinese_that_counts_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("217.07 billion yuan ($31.3bn)", [217_070_000_000, 31_300_000_000]),
        ("thirty-two thousand five hundred", [32_500]),
        ("one hundred and five", [105]),
        ("two and a half million", [2_500_000]),
        ("a million", [1_000_000]),
        ("two-thirds", [Fraction(2, 3)]),
        ("nearly 30 per cent", [Fraction(3, 10)]),
        ("July 17", [7, 17]),
        ("27 May 2024", [27, 5, 2024]),
        ("May 27th, 2024", [5, 27, 2024]),
        ("3 to 5 million yuan", [3_000_000, 5_000_000]),
        ("between 5 and 10 million", [5_000_000, 10_000_000]),
        ("$5-10 billion", [5 * 10**9, 10**10]),
        ("minus 120", [-120]),
        ("the 14th plan", [14]),
        ("the 1990s", [1990]),
    ],
)
def test_english(text: str, values: list[Fraction]) -> None:
    assert [found for _, found in read(text, "en")] == values


@pytest.mark.parametrize(
    "text",
    ["one of them", "no one", "wait a second", "version 1.2.3", "call 859-292-3680", "at 09:04", "3:30 p.m.", "won 5-3", "COVID-19", "You may march",
     "2170.7 million billion", "dozens of people", "both sides"],
)  # fmt: skip
def test_english_that_counts_nothing(text: str) -> None:
    assert read(text, "en") == []


def test_what_stands_around_a_number_says_what_it_counts() -> None:
    money, people = chinese.quantities("逾3亿美元和约5万人")
    assert (money.unit, money.approximate, people.unit, people.approximate) == ("USD", True, "people", True)
    assert [(each.unit, each.kind) for each in chinese.quantities("5月27日")] == [("month", "date"), ("day", "date")]
    assert [(each.unit, each.approximate) for each in english.quantities("more than HK$3 million")] == [("HKD", True)]
    assert english.quantities("around 5 p.m.", marks=True) == [Quantity(7, 13, Fraction(17 * 60), unit="minute", kind="time")]


@pytest.mark.parametrize(
    ("exact", "shown", "loosely", "expected"),
    [(217_070_000_000, 217 * 10**9, False, True), (1_945_000, 1_900_000, False, False), (1_945_000, 1_900_000, True, True),
     (26_750, 26_756, False, False), (101, 100, False, False), (1004, 1000, False, True), (360_000, 362_000, True, False), (5, -5, True, False)],
)  # fmt: skip
def test_only_a_rounder_figure_rounds(exact: int, shown: int, loosely: bool, expected: bool) -> None:
    assert rounds(Fraction(exact), Fraction(shown), loosely=loosely) is expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("starts 09.04:30 on tape", [9 * 60 + 4]), ("at 9.30 pm", [21 * 60 + 30]), ("at 5.0 pm", [17 * 60]), ("0,012 pm", []), (".0 pm", [])],
)
def test_times_are_read_however_they_are_parted(text: str, minutes: list[int]) -> None:
    assert [each.value for each in english.quantities(text, marks=True) if each.kind == "time"] == minutes


def test_times_match_on_both_clocks() -> None:
    def clock(minutes: int) -> Quantity:
        return Quantity(0, 1, Fraction(minutes), kind="time")

    assert same(clock(15 * 60 + 30), clock(3 * 60 + 30))
    assert not same(clock(15 * 60 + 30), clock(15 * 60 + 35))
    assert same(clock(15 * 60), Quantity(0, 1, Fraction(3)))


def test_powers_of_ten() -> None:
    assert power_of_ten(Fraction(21_700_000), Fraction(217_070_000_000)) == -4
    assert power_of_ten(Fraction(10), Fraction(1)) == 1
    assert power_of_ten(Fraction(217), Fraction(216)) == 0
    assert power_of_ten(Fraction(-1), Fraction(1)) == 0


def test_plain_and_step() -> None:
    assert plain(Fraction("1234567.89")) == "1,234,567.89"
    assert (plain(Fraction(-5, 2)), plain(Fraction(1, 3)), plain(Fraction(0))) == ("-2.5", "1/3", "0")
    assert (step(Fraction(1, 8)), step(Fraction(1, 3)), step(Fraction(1200))) == (Fraction(1, 1000), Fraction(0), Fraction(100))


def test_conversions() -> None:
    def money(value: str, unit: str) -> Quantity:
        return Quantity(0, 1, Fraction(value), unit=unit)

    assert conversion_error(money("217070000000", "CNY"), money("31300000000", "USD")) == 0
    assert conversion_error(money("21700000", "CNY"), money("3100000000", "USD")) == 3
    assert conversion_error(money("5200000000", "USD"), money("36000000", "CNY")) == -3
    assert conversion_error(money("1", "CNY"), money("1", "CNY")) is None
    assert conversion_error(money("1", "CNY"), money("1", "XXX")) is None


def test_a_mismatch_says_by_how_much_and_what_is_expected() -> None:
    source, target = "止付2170.7亿元", "froze 21.7 million yuan"
    (found,) = annotations(target, source)
    assert found.message == "the source has 2170.7亿 (217.07 billion), the translation 21.7 million, ten thousand times too small"
    assert found.replacement == "217.07 billion"
    assert found.evidence["power_of_ten"] == -4
    assert source[found.evidence["source_start"] : found.evidence["source_end"]] == "2170.7亿"


def test_lines_are_compared_with_their_own_lines() -> None:
    source = "3人被捕。\n\n共2人受伤。\n"
    assert annotations("3 were arrested.\n2 were hurt.", source) == ()
    (found,) = annotations("3 were arrested.\n4 were hurt.", source)
    assert (found.start, found.end) == (17, 18)


@pytest.mark.parametrize(("source", "source_text", "target"), [("zh", None, "en"), ("th", "25 คน", "en"), ("zh", "25人", "fr")])
def test_unknown_languages_and_sources_are_left_alone(source: str, source_text: str | None, target: str) -> None:
    assert annotations("27 people", source_text, source, target) == ()


def test_a_number_is_never_changed_unasked() -> None:
    for found in annotations("froze 21.7 million yuan; 2170.7亿 yuan; 2170.7 million billion", "止付2170.7亿元"):
        assert not found.applied
        assert found.safety == "review"


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("de", "272.000, 3,5 Mio., 1.5 Milliarden, 12 Prozent, drei", [272_000, 3_500_000, 1_500_000_000, Fraction(12, 100), 3]),
        ("fr", "34\u202f125 et 1 200,50 en 1998", [34_125, Fraction("1200.5"), 1998]),
        ("es", "cinco millones, 35 mil, 1.234.567,8", [5_000_000, 35_000, Fraction("1234567.8")]),
        ("cs", "34 125 korun, 2 tisíce", [34_125, 2_000]),
        ("ru", "1,2 млн и пять", [1_200_000, 5]),
        ("hi", "3 लाख, 25-30", [300_000, 25, 30]),
        ("ko", "3만 명과 2.5억 원", [30_000, 250_000_000]),
        ("ja", "２５日に1億5000万円", [25, 150_000_000]),
        ("de", "COVID-19, 802.11a, 14:30, 2:0, B2", []),
    ],
)
def test_digits_of_any_language(language, text, values):
    """By the separators and scale words of the language; names, times and scores are no numbers."""
    read = digits.reader(language)
    assert read is not None
    assert [each.value for each in read(text) if each.certain] == values


@given(st.text(max_size=60), st.sampled_from(["de", "fr", "ja", "ko", "hi", "cs"]))
def test_digits_of_any_text_are_where_they_say(text, language):
    """Spans are in the text, in order, and hold a digit or a word."""
    read = digits.reader(language)(text)
    assert [each.start for each in read] == sorted(each.start for each in read)
    assert all(0 <= each.start < each.end <= len(text) for each in read)
