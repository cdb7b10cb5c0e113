"""Subtitles and transcripts are told from their lines, and nothing in them goes but the credits of those who made them."""

import pytest

from cleaner import Cleaner
from cleaner.rules.boilerplate_line.captions import CREDIT, STEMS, credit, is_captions


def credits_in(lines: list[str]) -> list[int]:
    """Numbers of the lines that may be removed as credits: certain ones, and in captions all of them."""
    found = [(number, credit(line)) for number, line in enumerate(lines) if any(stem in line.lower() for stem in STEMS)]
    return [number for number, certain in found if certain or (certain is not None and is_captions(lines))]


SPEECH = (
    "The ferry leaves at noon.",
    "Nobody told the captain.",
    "Read more about it tomorrow.",
    "Share what you have.",
    "We crossed in the fog.",
    "And the bell rang twice.",
)


def srt(*speech: str) -> str:
    return (
        "\n\n".join(
            f"{number}\n00:00:{3 * number:02},120 --> 00:00:{3 * number + 2:02},800\n{line}" for number, line in enumerate(speech, 1)
        )
        + "\n"
    )


CAPTIONS = {
    "SRT": srt(*SPEECH),
    "WebVTT": "WEBVTT\n\n"
    + "\n\n".join(f"00:{3 * at:02}.000 --> 00:{3 * at + 2:02}.500 align:start\n<v Anna>{line}" for at, line in enumerate(SPEECH)),
    "SBV": "\n\n".join(f"0:00:{3 * at:02}.000,0:00:{3 * at + 2:02}.500\n{line}" for at, line in enumerate(SPEECH)),
    "ASS": "[Script Info]\nTitle: Ferry\n\n[Events]\nFormat: Layer, Start, End, Text\n"
    + "\n".join(f"Dialogue: 0,0:00:{3 * at:02}.00,0:00:{3 * at + 2:02}.00,Default,,0,0,0,,{line}" for at, line in enumerate(SPEECH)),
    "MicroDVD": "\n".join(f"{{{75 * at}}}{{{75 * at + 60}}}{line}" for at, line in enumerate(SPEECH)),
    "LRC": "[ti:Ferry]\n[ar:Nobody]\n" + "\n".join(f"[00:{4 * at:02}.50]{line}" for at, line in enumerate(SPEECH)),
    "times in brackets": "\n".join(f"[00:00:{4 * at:02}] {line}" for at, line in enumerate(SPEECH)),
    "times without brackets": "\n".join(f"00:{4 * at:02} {line}" for at, line in enumerate(SPEECH)),
    "times on lines of their own": "\n".join(f"0:{4 * at:02}\n{line}" for at, line in enumerate(SPEECH)),
    "turns of speakers": "\n\n".join(f"Speaker {at % 2 + 1} (0:{9 * at:02}):\n{line} {line}" for at, line in enumerate(SPEECH)),
}
OTHERS = {
    "nothing": "",
    "prose": "\n".join(SPEECH),
    "a schedule": "09:00 Registration\n09:30 Welcome\n10:15 Bridges of wood\n11:00 Coffee\n11:30 Bridges of stone\n12:30 Lunch\n14:00 Walk",
    "headlines with the time": "12:41 Ferry strike called off\n12:20 Market moves indoors\n11:58 School wins prize\n11:31 Road closed\n10:02 Rain expected\n09:15 Salmon return",
    "a chat": "[12:05] <anna> here?\n[12:05] <paul> yes\n[12:07] <anna> the ferry is late\n[12:09] <paul> fog",
    "results": "1. Lind 2:03:11\n2. Brandt 2:04:57\n3. Okafor 2:05:02\n4. Silva 2:05:40",
    "a manual with one cue": "A cue has a number, two times and a text:\n\n1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n"
    + "The times are hours, minutes, seconds and thousandths.\n" * 12,
    "verses": "1:1 In the beginning was the river.\n1:2 And the river had no bridge.\n1:3 And the people called for one.\n2:1 A mason heard them.\n2:2 He came from the hills.",
}


@pytest.mark.parametrize("name", CAPTIONS)
def test_captions_are_told(name: str) -> None:
    assert is_captions(CAPTIONS[name].split("\n"))


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_has_times_is_no_captions(name: str) -> None:
    assert not is_captions(OTHERS[name].split("\n"))


@pytest.mark.parametrize("name", CAPTIONS)
def test_the_phrase_tables_leave_captions_alone(name: str) -> None:
    text = CAPTIONS[name] + "\n\nAll rights reserved.\nBack to top\nShare this page"
    assert Cleaner(select=["boilerplate-line"], boilerplate="phrases").clean(text).text == text


CREDITS = (
    "Subtitles by the Amara.org community",
    "<i>Subtitles by Anna Lind</i>",
    "Captions by Media Access Group at WGBH",
    "Transcribed by https://otter.ai",
    "Sous-titres réalisés par la communauté d'Amara.org",
    "Untertitel der Amara.org-Community",
    "Untertitelung des ZDF, 2020",
    "Subtítulos por la comunidad de Amara.org",
    "Sottotitoli a cura di Anna Bianchi",
    "Legendas pela comunidade Amara.org",
    "Ondertitels ingediend door de Amara.org gemeenschap",
    "Napisy stworzone przez społeczność Amara.org",
    "Субтитры сделал DimaTorzok",
    "Редактор субтитров А.Иванов Корректор Б.Петрова",
    "Undertexter från Amara.org-gemenskapen",
    "Danske tekster af Anna Lind",
    "Titulky vytvořil JanN.",
    "字幕由Amara.org社区提供",
    "中文字幕志愿者 李明",
)


@pytest.mark.parametrize("line", CREDITS)
def test_a_credit_is_told_wherever_it_stands(line: str) -> None:
    assert credit(line) is True
    assert credits_in([*SPEECH[:3], line, *SPEECH[3:]]) == [3]


@pytest.mark.parametrize(
    "line",
    [
        "Subtitles: Anna Lind",
        "字幕：李明",
        "자막 제공 김철수",
        "Altyazı: A. Yılmaz",
        "Synced and corrected by anna99",
        "Untertitel: Englisch",
    ],
)
def test_a_field_is_a_credit_only_in_captions(line: str) -> None:
    assert credits_in([*SPEECH, line]) == []
    assert credits_in([*srt(*SPEECH).split("\n"), line]) != []


@pytest.mark.parametrize(
    "line",
    [
        "Subtitles by hand are slow",
        "Subtitles by Monday, please!",
        "Captions by default",
        "Transcription by RNA polymerase",
        "Untertitel von Filmen sind oft schlecht",
        "Sottotitoli di un film muto",
        "Napisy na murach Warszawy",
        "“Subtitles by Anna Lind” was all it said.",
        "字幕由他们翻译，很快。",
        "字幕组的年轻人靠热情坚持了十年",
        "Amara.org lets volunteers write subtitles.",
        "She edited the book by Anna Lind",
        "Edited by Anna Lind",
    ],
)
def test_speech_about_subtitles_is_no_credit(line: str) -> None:
    assert credit(line) is None
    assert credits_in([*srt(*SPEECH).split("\n"), line]) == []


def test_a_credit_goes_from_a_transcript_and_from_a_file_of_subtitles() -> None:
    rule = Cleaner(select=["boilerplate-line"], boilerplate="phrases")
    speech = [f"{line} {SPEECH[0]} {SPEECH[4]}" for line in SPEECH]
    assert rule.clean("\n".join((*speech[:3], CREDITS[0], *speech[3:]))).text == "\n".join(speech)
    timed = srt(*SPEECH[:5], CREDITS[0], SPEECH[5])
    cleaned = rule.clean(timed)
    assert cleaned.text == timed.replace(CREDITS[0] + "\n", "")
    assert [each.evidence["what"] for each in cleaned.applied] == [CREDIT]


def test_a_plea_that_recognisers_invent_goes() -> None:
    plea = "请不吝点赞 订阅 转发 打赏支持某某栏目"
    speech = [
        "今天说说这座桥是怎么修起来的，从第一块石头说起。",
        "先量河床，再打桩，前后一共用了十一年的时间才修好。",
        "冬天河面结冰，工程就停下来，等到春天才又开工。",
    ]
    assert credits_in([*speech, plea]) == [3]
    assert credits_in([*speech, "主播请大家点赞、订阅和转发，他每期都说。"]) == []
