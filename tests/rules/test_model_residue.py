"""What language models say around a translation, in the languages they answer in; and the same words where people say them."""

import pytest

from cleaner import Cleaner

STORY = "The committee met on Monday in the old town hall and agreed on the plan.\nThe mayor will speak about it tomorrow.\n"
CLEANER = Cleaner("en", select=["model-residue"])
OPENINGS = [
    "Sure! Here's the translation:",
    "Certainly, here is the translated text in English:",
    "Of course! Below is the polished English version of your text:",
    "**Here is the English translation:**",
    "I have translated the article as you asked:",
    "当然，以下是您要的英文翻译：",
    "好的，这是翻译结果：",
    "以下是这篇文章的英文译文：",
    "はい、以下が英語への翻訳です。",
    "承知しました。翻訳は次のとおりです：",
    "네, 요청하신 영어 번역입니다:",
    "다음은 본문의 번역입니다:",
    "¡Claro! Aquí tienes la traducción:",
    "Aquí está la traducción al inglés:",
    "Claro, segue a tradução para o inglês:",
    "Ecco la traduzione in inglese:",
    "Voici la traduction en anglais :",
    "Natürlich, hier ist die Übersetzung:",
    "Hier ist die englische Übersetzung:",
    "Hieronder vind je de vertaling:",
    "Конечно, вот перевод текста:",
    "Вот перевод на английский:",
    "## Translation:",
    "译文：",
    "You are an expert translator for legal documents. Keep all names.",
    "Translate the following article into English.",
    "请将以下内容翻译成英文。",
    "I'm sorry, but I can't translate the last paragraph of this text.",
    "As an AI language model, I cannot give an opinion on this.",
    "作为一个人工智能语言模型，我无法回答这个问题。",
    "申し訳ありませんが、この文章は翻訳できません。",
]
CLOSINGS = [
    "Let me know if you need any changes!",
    "Please let me know if you would like me to adjust the tone.",
    "I hope this translation helps!",
    "Is there anything else that I can help you with?",
    "Would you like me to translate the rest of it?",
    "(Note: The original has no title, so none was translated.)",
    "Translator's note: the proverb was rendered freely.",
    "希望对您有所帮助！",
    "如果您需要任何修改，请随时告诉我。",
    "（译者注：原文有两处缺字。）".strip("（）"),
    "お役に立てれば幸いです。",
    "도움이 되셨길 바랍니다.",
    "Espero que esto te ayude.",
    "N'hésitez pas à me demander d'autres modifications.",
    "Lassen Sie mich wissen, wenn Sie Änderungen wünschen.",
    "Дайте знать, если нужно что-то изменить.",
]


@pytest.mark.parametrize("line", OPENINGS)
def test_an_opening_is_proposed_to_go(line):
    """The first line, whole, and nothing else."""
    document = CLEANER.clean(f"{line}\n\n{STORY}")
    (found,) = document.annotations
    assert found.found == f"{line}\n"
    assert (found.replacement, found.applied) == ("", False)


@pytest.mark.parametrize("line", CLOSINGS)
def test_a_closing_is_proposed_to_go(line):
    """The last line, whole, and nothing else."""
    (found,) = CLEANER.clean(f"{STORY}\n{line}").annotations
    assert found.found == line
    assert not found.applied


@pytest.mark.parametrize("line", [*OPENINGS, *CLOSINGS])
def test_inside_of_a_text_they_are_the_text(line):
    """A book about models, a letter, a novel: what stands between other lines is somebody's text."""
    assert not CLEANER.clean(f"{STORY}\n{line}\n\n{STORY}").annotations


@pytest.mark.parametrize("line", [*OPENINGS[:6], *CLOSINGS[:5]])
def test_what_somebody_says_is_a_quotation(line):
    """In quotation marks, at either edge, such a line is speech."""
    assert not CLEANER.clean(f"“{line}” she said, and laughed.\n{STORY}").annotations
    assert not CLEANER.clean(f"{STORY}“{line}”\n").annotations


@pytest.mark.parametrize(
    "text",
    [
        "Let me know.\n",
        "Sure, here is the translation:\n",
        f"Sure thing, he thought, and went home.\n{STORY}",
        f"Sorry, we are closed\n{STORY}",
        f"Here is the house where the translator lived until his death.\n{STORY}",
        f"Translation of place names\n{STORY}",
        f"{STORY}Hope is what we need.\n",
        f"{STORY}Feel the freedom of the road.\n",
        f"Note: the shop is closed on Mondays.\n{STORY}",
        f"```\nSure, here is the translation:\n```\n{STORY}",
        f"> You are a translator.\n\nThis prompt is often seen.\n{STORY}",
        f"Is there anything else to say? There is.\n{STORY}",
    ],
)
def test_lines_of_people(text):
    """Near misses stay silent."""
    assert [each.found for each in CLEANER.clean(text).annotations if not each.found.startswith(">")] == []


def test_thoughts_and_what_is_around_them():
    """A block of thoughts, an opening after it, and a closing are three findings; the story is in none."""
    text = f"<think>\nThe user wants English.\n\nLet me think.\n</think>\n\nSure, here is the translation:\n\n{STORY}\nLet me know if it fits!\n"
    found = CLEANER.clean(text).annotations
    assert [each.evidence["said"] for each in found] == ["thoughts", "opening", "closing"]
    assert all("committee" not in each.found for each in found)


def test_a_fence_around_everything_goes_as_a_pair():
    """When the model has spoken, its fence is no code."""
    text = f"Here is the translation:\n\n```markdown\n{STORY}```\n"
    assert [each.found for each in CLEANER.clean(text).annotations] == ["Here is the translation:\n", "```markdown\n", "```\n"]
    assert not CLEANER.clean(f"```markdown\n{STORY}```\n").annotations
