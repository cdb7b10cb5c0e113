"""Language tags: what a BCP-47 tag says of a text's script.

Source: Unicode CLDR, languageData and likelySubtags; only languages that the package has something
to say about.
"""

from dataclasses import dataclass

from cleaner.errors import OptionError
from cleaner.patterns import regex

_WRITTEN = (
    "Ethi: am; Arab: ar fa ps ug ur; Cyrl: be bg kk ky mk ru tg uk; Beng: bn; Grek: el; Gujr: gu; Hebr: he yi; Deva: hi mr "
    "ne; Armn: hy; Hani Hira Kana: ja; Geor: ka; Khmr: km; Knda: kn; Hang Hani: ko; Laoo: lo; Mlym: ml; Cyrl Mong: mn; "
    "Mymr: my; Orya: or; Guru: pa; Sinh: si; Cyrl Latn: sr; Taml: ta; Telu: te; Thai: th; Hani Bopo: zh"
)
SCRIPTS: dict[str, tuple[str, ...]] = {
    code: tuple(scripts.split()) for scripts, codes in (each.split(": ") for each in _WRITTEN.split("; ")) for code in codes.split()
}
"""Scripts of a language's own letters; every other language is written in Latin letters."""

ENDONYMS = frozenset(
    "български ελληνικά русский українська беларуська српски македонски қазақша қазақ кыргызча монгол тоҷикӣ татарча "
    "العربية عربي فارسی پارسی اردو پښتو کوردی ئۇيغۇرچە سۆرانی עברית ייִדיש हिन्दी हिंदी नेपाली मराठी বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் తెలుగు ಕನ್ನಡ മലയാളം "
    "සිංහල ไทย ลาว မြန်မာ မြန်မာဘာသာ ខ្មែរ ქართული հայերեն አማርኛ བོད་ཡིག 中文 汉语 漢語 简体 繁体 簡體 繁體 简体中文 繁体中文 簡體中文 繁體中文 "
    "正體中文 中文简体 中文繁體 中文繁体 日本語 한국어 조선말 粵語 粤语 廣東話 文言".split()
)
"""What languages are called in themselves, lower case, where that is not written in Latin
letters."""

HANT_REGIONS = frozenset({"HK", "MO", "TW"})
TAG = regex(r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Language:
    """A parsed language tag.

    Attributes:
        tag: as given, in canonical case.
        code: the language subtag, lower case.
        scripts: ISO 15924 names of the scripts its words are written in.
    """

    tag: str
    code: str
    scripts: tuple[str, ...]

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.scripts == ("Latn",)

    @property
    def spaced(self) -> bool:
        """Whether it writes spaces between words."""
        return self.code not in {"ja", "km", "lo", "my", "th", "zh"}


def parse(tag: str) -> Language:
    """A language from its BCP-47 tag.

    Raises:
        OptionError: this is not a language tag.
    """
    match = TAG.fullmatch(tag)
    if match is None:
        raise OptionError(f"{tag!r} is not a language tag; write one such as en, zh-Hans or pt-BR")
    code = match["language"].lower()
    script = match["script"].title() if match["script"] else ""
    region = match["region"].upper() if match["region"] else ""
    scripts = SCRIPTS.get(code, ("Latn",))
    if script and script not in {"Hans", "Hant", "Jpan", "Kore"}:
        scripts = (script,)
    return Language("-".join(part for part in (code, script, region) if part), code, scripts)


def variant(language: Language) -> str | None:
    """`Hans` or `Hant` where a Chinese tag says so, by script or region; None otherwise."""
    if language.code != "zh":
        return None
    parts = language.tag.split("-")[1:]
    if "Hans" in parts or "Hant" in parts:
        return "Hans" if "Hans" in parts else "Hant"
    if HANT_REGIONS.intersection(parts):
        return "Hant"
    return "Hans" if {"CN", "SG"}.intersection(parts) else None
