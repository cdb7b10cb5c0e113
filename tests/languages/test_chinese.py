"""Chinese in Simplified characters."""

from cleaner.languages.chinese import simplify


def test_text_without_han_is_simple_already_and_text_with_it_keeps_the_rest() -> None:
    others = "".join(map(chr, range(0x2E80)))
    assert simplify(others) == others
    assert simplify(others + "國") == others + "国"
