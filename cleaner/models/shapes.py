"""Shapes, the classes of code points that the boilerplate and page scores tell apart."""

from enum import IntEnum

from cleaner.codepoints import Kind, class_table


class Shape(IntEnum):
    """What a code point is to a line's shape."""

    OTHER = 0
    SPACE = 1
    LOWER = 2
    UPPER = 3
    LETTER = 4
    CJK = 5
    DIGIT = 6
    END = 7
    COMMA = 8
    COLON = 9
    LINK = 10
    DASH = 11
    QUOTE = 12
    OPEN = 13
    CLOSE = 14
    SIGN = 15


SHAPES = class_table(
    {
        Shape.SPACE: (Kind.LINE_FEED, Kind.CARRIAGE_RETURN, Kind.SPACE),
        Shape.LOWER: (Kind.LATIN_LOWER, Kind.LOWER, Kind.ORNAMENTAL_LOWER),
        Shape.UPPER: (Kind.LATIN_UPPER, Kind.UPPER, Kind.ORNAMENTAL_UPPER),
        Shape.LETTER: (Kind.LETTER, Kind.MARK),
        Shape.CJK: (Kind.CJK, Kind.CJK_FUNCTION, Kind.CJK_MONEY, Kind.BOPOMOFO, Kind.CJK_MARK),
        Shape.DIGIT: (Kind.DIGIT, Kind.DARK_DIGIT, Kind.FRAMED_DIGIT),
        Shape.END: (Kind.END, Kind.EXCLAMATION, Kind.RARE_END),
        Shape.COMMA: (Kind.COMMA, Kind.ARABIC_SEMICOLON),
        Shape.COLON: (Kind.COLON,),
        Shape.LINK: (Kind.SEPARATOR, Kind.RARE_SEPARATOR, Kind.UNDERSCORE, Kind.BAR, Kind.BULLET, Kind.LESS_THAN),
        Shape.DASH: (Kind.DASH, Kind.WIDE_HYPHEN, Kind.MINUS),
        Shape.QUOTE: (Kind.QUOTE, Kind.RARE_QUOTE, Kind.RIGHT_GUILLEMET, Kind.WHITE_CORNER, Kind.TITLE_QUOTE),
        Shape.OPEN: (Kind.OPEN, Kind.OPEN_BLACK, Kind.OPEN_TORTOISE),
        Shape.CLOSE: (Kind.CLOSE, Kind.CLOSE_BLACK, Kind.CLOSE_TORTOISE),
        Shape.SIGN: (Kind.SIGN, Kind.LEGAL_SIGN, Kind.MONEY, Kind.PERCENT),
    },
    rest=Shape.OTHER,
)
