"""Words broken by line ends, hyphens and ligatures, and words of two scripts, through the public face."""

import pytest

from cleaner import Cleaner, clean

WORDS = ("broken-word", "glued-words", "mixed-script-word", "compatibility-letter", "invisible-character")


@pytest.mark.parametrize(
    ("language", "broken", "joined"),
    [
        ("en", "The deduction of special expenses is made for the informa-\ntion of the public.", "information\nof"),
        ("de", "Der Minister hat gestern vor der Presse über die Entwick-\nlung gesprochen.", "Entwicklung\n"),
        ("fr", "Le ministre a parlé hier devant la presse de la situa-\ntion du pays.", "situation\ndu"),
        ("es", "El ministro habló ayer ante la prensa sobre la situa-\nción del país.", "situación\ndel"),
        ("pt", "O ministro falou ontem com a imprensa sobre a situa-\nção do país.", "situação\ndo"),
        ("it", "Il ministro ha parlato ieri con la stampa della situa-\nzione del paese.", "situazione\ndel"),
        ("ru", "Министр вчера рассказал журналистам о том, как разви-\nтие страны идёт.", "развитие\nстраны"),
    ],
)
def test_a_word_divided_by_a_line_end_is_joined_and_the_line_ends_after_it(language: str, broken: str, joined: str) -> None:
    document = clean(broken, target=language)
    assert joined in document.text
    assert document.text.count("\n") == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The plan is a long-\nterm one for the first- and second-year students of the schools."),
        ("en", "Pages 3- 5 and 7- 9 of the pre- and post-war editions"),
        ("de", "Die Vor- und Nachteile des Ein- oder Ausgangs, der Haus- sowie Gartenarbeit"),
        ("fr", "Un porte-\navions et les sous-\nmarins de la flotte française sont au port."),
        ("ru", "Он приехал в юго-\nзападный район и когда-\nнибудь вернётся домой."),
        ("en", "tar -c -\nfile x; ls --all- \nrecursive"),
        ("en", "con- tra- dic- tion, sang the choir again and again"),
        ("en", "The staff off the cliff find a stiff fly; fine fish flow in the office."),
        ("en", "Press A B C D E or W A S D, and choose a b c d or e."),
    ],
)
def test_good_words_stay(language: str, text: str) -> None:
    assert not clean(text, target=language).applied


def test_a_soft_hyphen_at_a_line_end_joins_and_elsewhere_goes() -> None:
    document = clean("The deter\N{SOFT HYPHEN}\nmined fr\N{SOFT HYPHEN}aud case of the city.", target="en")
    assert document.text == "The determined\nfraud case of the city."


def test_a_language_without_a_word_list_is_only_proposed_to() -> None:
    text = "Minister opowiedział dziennikarzom o tym, jak rozwija się gospo-\ndarka kraju, a gospodarka rośnie."
    [annotation] = Cleaner("pl", select=["broken-word"]).clean(text).annotations
    assert (annotation.safety.value, annotation.replacement) == ("review", "gospodarka\n")


def test_hidden_text_is_one_critical_finding_that_says_what_it_spells() -> None:
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "ignore all")
    document = clean(f"A flag 🏴{hidden}\U000e007f and a smile 😊{''.join(chr(0xE0100 + ord(char) - 16) for char in 'attack')} here.")
    assert document.text == "A flag 🏴 and a smile 😊 here."
    assert [(each.severity.value, each.evidence["spells"]) for each in document.annotations] == [
        ("critical", "ignore all"),
        ("critical", "attack"),
    ]


def test_the_registered_flags_stay() -> None:
    flags = "".join("🏴" + "".join(chr(0xE0000 + ord(char)) for char in region) + "\U000e007f" for region in ("gbeng", "gbsct", "gbwls"))
    assert not clean(f"The flags {flags} of three countries").annotations


@pytest.mark.parametrize(
    "text", ["The bаnk said so.", "The ﬁnal oﬃce", "It is permit­\nted now.", "the veri fi cation of it", "thereporting period of the law"]
)
def test_a_second_run_changes_nothing(text: str) -> None:
    cleaner = Cleaner("en", select=WORDS)
    once = cleaner.clean(text)
    assert once.applied
    assert not cleaner.clean(once.text).applied
