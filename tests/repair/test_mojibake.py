"""Text that was decoded in the wrong encoding: what is repaired, what is proposed, what is only named, and what is no damage at all."""

import codecs
import unicodedata
from difflib import SequenceMatcher

import pytest
from ftfy.badness import BADNESS_RE
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Annotation, Cleaner, Safety, apply, clean, restore
from cleaner.repair.mojibake.suspects import suspect_lines
from cleaner.scan import Scan

CLEANER = Cleaner(select=["mojibake"])
SENTENCES = {
    "de": (
        "Für die Brücke über den Fluss müssen jährlich höhere Gebühren gezahlt werden.",
        "Die Behörde erklärte, die Straße bleibe während der Prüfung geöffnet.",
        "Später hörten die Zuhörer, dass die Größe der Räume nicht genügte.",
    ),
    "fr": (
        "L’été dernier, les élèves de l’école ont planté des chênes près de la forêt brûlée.",
        "Le maire a déclaré que la société serait dédommagée après l’enquête.",
        "Où sont passés les légumes que la fermière a préparés à côté du marché ?",
    ),
    "es": (
        "El niño pequeño soñaba con la montaña donde su tío construyó una cabaña.",
        "Según la policía, el camión volcó después de la lluvia y nadie resultó herido.",
        "Mañana habrá música en la plaza y también comerán jamón los campeones.",
    ),
    "pt": (
        "A população não aceitou a decisão e pediu explicações à câmara em reunião pública.",
        "O coração da região são as plantações de maçãs e as tradições dos avós.",
        "Três irmãs abriram uma padaria e já não têm mãos a medir aos sábados.",
    ),
    "cs": (
        "Příští úterý přijede do města žluťoučký kůň a děti ho budou moci krmit.",
        "Starosta řekl, že oprava střechy bude stát více než tři milióny.",
        "Večer se nad řekou objevila hustá mlha a můstek nebylo vidět.",
    ),
    "pl": (
        "Wczoraj późnym wieczorem strażacy ugasili pożar łąki koło Łodzi.",
        "Dzieci zjadły dziesięć pączków, choć babcia prosiła, żeby poczekały.",
        "Źródło podało, że rzeka wciąż się podnosi i grozi zalaniem dróg.",
    ),
    "hu": (
        "Szőlőből készült bort árultak a téren, a gyerekek pedig körtét ettek.",
        "A város öreg hídját tavasszal újították föl, és most újra járható.",
        "Az igazgató szerint jövőre több könyvet küldenek a vidéki iskoláknak.",
    ),
    "tr": (
        "Şehrin ortasındaki köprü gelecek yıl onarılacak ve trafiğe kapatılacak.",
        "Öğretmen çocuklara kuşların kışın nereye gittiğini anlattı.",
        "Yağmurdan sonra ağaçların altında güneşin doğuşunu bekledik.",
    ),
    "da": (
        "På øen står et gammelt fyrtårn, som kommunen nu vil gøre grønt.",
        "Børnene løb ned til åen, hvor fårene græssede på den våde mark.",
        "Således blev søndagen både længere og kønnere end først håbet.",
    ),
    "is": (
        "Það er ekki auðvelt að ráða í þessa gömlu bók, sagði kennarinn þegar hann lauk við hana.",
        "Börnin léku sér í fjörunni á meðan bátarnir sigldu út fjörðinn.",
        "Veðrið í gær var óvenju gott og margir fóru í sund eftir vinnu.",
    ),
    "vi": (
        "Những đứa trẻ trong làng thường đến trường bằng chiếc thuyền nhỏ của ông cụ.",
        "Người bán hàng nói rằng giá gạo năm nay cao hơn nhiều so với năm ngoái.",
        "Chúng tôi ngồi dưới gốc cây và nghe bà kể chuyện về dòng sông.",
    ),
    "ru": (
        "Вчера вечером жители посёлка собрались на площади и долго спорили о новой дороге.",
        "Учительница сказала, что библиотека откроется после ремонта только весной.",
        "Старый мост через реку закрыли, поэтому автобусы едут в объезд.",
    ),
    "uk": (
        "Учора ввечері мешканці селища зібралися на площі й довго сперечалися про нову дорогу.",
        "Вчителька сказала, що бібліотека відкриється після ремонту лише навесні.",
        "Старий міст через річку закрили, тому автобуси їдуть в об’їзд.",
    ),
    "el": (
        "Οι κάτοικοι του χωριού μαζεύτηκαν στην πλατεία και μίλησαν για τον καινούργιο δρόμο.",
        "Η δασκάλα είπε ότι η βιβλιοθήκη θα ανοίξει ξανά την άνοιξη.",
        "Το παλιό γεφύρι έκλεισε και τα λεωφορεία περνούν από αλλού.",
    ),
    "he": (
        "תושבי הכפר התאספו אתמול בכיכר ודיברו שעות על הכביש החדש.",
        "המורה אמרה שהספרייה תיפתח שוב רק באביב אחרי השיפוץ.",
        "הגשר הישן נסגר ולכן האוטובוסים נוסעים בדרך אחרת.",
    ),
    "ar": (
        "اجتمع سكان القرية مساء أمس في الساحة وتحدثوا طويلا عن الطريق الجديد.",
        "قالت المعلمة إن المكتبة ستفتح أبوابها من جديد في الربيع.",
        "أغلق الجسر القديم ولذلك تسير الحافلات في طريق آخر.",
    ),
    "th": (
        "เมื่อวานนี้ชาวบ้านมารวมตัวกันที่ลานกลางหมู่บ้านและพูดคุยเรื่องถนนสายใหม่",
        "ครูบอกว่าห้องสมุดจะเปิดอีกครั้งหลังจากซ่อมแซมเสร็จ",
        "สะพานเก่าถูกปิดแล้ว รถประจำทางจึงต้องใช้เส้นทางอื่น",
    ),
    "hi": (
        "कल शाम गाँव के लोग चौक में इकट्ठा हुए और नई सड़क के बारे में देर तक बात करते रहे।",
        "अध्यापिका ने कहा कि पुस्तकालय मरम्मत के बाद ही खुलेगा।",
        "पुराना पुल बंद है, इसलिए बसें दूसरे रास्ते से जाती हैं।",
    ),
    "zh-Hans": (
        "昨天晚上，村民们聚集在广场上，讨论新修的公路应该从哪里经过。",
        "老师说：“图书馆要等到明年春天才能重新开放。”",
        "旧桥已经关闭，公共汽车只好绕道行驶；请大家注意安全！",
    ),
    "zh-Hant": (
        "昨天晚上，村民們聚集在廣場上，討論新修的公路應該從哪裡經過。",
        "老師說：「圖書館要等到明年春天才能重新開放。」",
        "舊橋已經關閉，公共汽車只好繞道行駛；請大家注意安全！",
    ),
    "ja": (
        "昨日の夜、村の人々は広場に集まり、新しい道路について話し合いました。",
        "先生は「図書館は春になるまで開きません」と言いました。",
        "古い橋は閉鎖されたので、バスは別の道を通っています。",
    ),
    "ko": (
        "어제 저녁 마을 사람들은 광장에 모여 새로운 도로에 대해 오랫동안 이야기했습니다.",
        "선생님은 도서관이 수리를 마치고 봄에 다시 문을 연다고 말했습니다.",
        "오래된 다리가 닫혀서 버스는 다른 길로 다니고 있습니다.",
    ),
}
"""Made up for these tests; each language has three that fit on lines of one text."""
MAX_LOST = 5
"""Characters of a sentence that lost bytes next to each other."""
MULTI_BYTE = ("gb18030", "big5", "cp932", "cp949", "euc-jp")


def as_control(error: UnicodeError) -> tuple[str, int]:
    """A browser shows a byte that a single-byte encoding does not define as a control character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("as-control", as_control)


def misread(text: str, *steps: tuple[str, str]) -> str:
    """A text after some mistakes: the encoding in which it was written, and the one in which it was read."""
    for written, read in steps:
        text = text.encode(written).decode(read, "strict" if read in MULTI_BYTE else "as-control")
    return text


WESTERN = ("de", "fr", "es", "pt", "da", "is")
SINGLE = {
    "cp1250": ("cs", "pl", "hu"),
    "iso8859-2": ("cs", "pl", "hu"),
    "cp1251": ("ru", "uk"),
    "koi8-r": ("ru",),
    "cp866": ("ru",),
    "iso8859-5": ("ru",),
    "cp1253": ("el",),
    "iso8859-7": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar",),
    "cp874": ("th",),
}
EAST_ASIAN = {"gb18030": "zh-Hans", "big5": "zh-Hant", "cp932": "ja", "euc-jp": "ja", "cp949": "ko"}
DAMAGE = [
    *(
        (language, ("utf-8", page))
        for page in ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "koi8-r", "cp437", "mac-roman")
        for language in SENTENCES
    ),
    *((language, (written, read)) for written, language in EAST_ASIAN.items() for read in ("latin-1", "cp1252", "cp1250", "cp1251")),
    *((language, (written, read)) for written, languages in SINGLE.items() for language in languages for read in ("latin-1", "cp1252")),
    *(("ru", (written, read)) for written in ("cp1251", "koi8-r", "cp866") for read in ("cp1251", "koi8-r", "cp866") if written != read),
    *((language, ("utf-8", "cp1252"), ("utf-8", "cp1252")) for language in SENTENCES),
    *((language, ("utf-8", "cp1251"), ("utf-8", "cp1252")) for language in ("de", "ru", "el", "zh-Hans", "ja")),
    *((language, ("utf-8", "cp1252"), ("utf-8", "cp1252"), ("utf-8", "cp1252")) for language in ("fr", "ru", "zh-Hans")),
    *(
        (language, (written, "cp1252"), ("utf-8", "cp1252"))
        for written, language in (("big5", "zh-Hant"), ("cp932", "ja"), ("cp949", "ko"), ("cp1251", "ru"), ("cp1253", "el"))
    ),
    ("ru", ("koi8-r", "cp1251"), ("utf-8", "cp1252")),
]


def findings(text: str) -> list[Annotation]:
    """What the rule says of a text when all rules run."""
    return [each for each in clean(text).annotations if each.rule == "mojibake"]


def name_of(language: str, *steps: tuple[str, str]) -> str:
    return f"{language}: {', '.join(f'{written} as {read}' for written, read in steps)}"


@pytest.mark.parametrize("sentence", [sentence for sentences in SENTENCES.values() for sentence in sentences])
def test_a_sentence_of_any_language_is_no_damage(sentence):
    assert findings(sentence) == []


@pytest.mark.parametrize(("language", "steps"), [(language, steps) for language, *steps in DAMAGE], ids=[name_of(*each) for each in DAMAGE])
def test_a_sentence_read_in_the_wrong_encoding_is_repaired(language, steps):
    truth = SENTENCES[language][0]
    damaged = misread(truth, *steps)
    document = clean(damaged)
    assert damaged != truth
    assert document.text == truth
    assert {(each.rule, each.safety) for each in document.applied} == {("mojibake", Safety.SAFE)}
    assert restore(document.text, document.annotations) == damaged


@pytest.mark.parametrize(
    ("damaged", "truth"),
    [
        ("the ministryâ€™s â€œplanâ€\x9d â€“ and moreâ€¦", "the ministry’s “plan” – and more…"),
        ("VoilÃ\xa0 la maison, et voilÃ\xa0 le jardin", "Voilà la maison, et voilà le jardin"),
        ("VoilÃ  la maison, et voilÃ  le jardin", "Voilà la maison, et voilà le jardin"),
        ("ä¸\xadå›½", "中国"),
        ("ÖÐÎÄ²âÊÔ page", "中文测试 page"),
        ("the user鈥檚 own image", "the user’s own image"),
        ("“ú–{Œê", "日本語"),
        ("word \x93quoted\x94 and it\x92s", "word “quoted” and it’s"),
        ("Ïðèâåò", "Привет"),
        ("нПУЛЧБ", "Москва"),
        ("ÊáëçìÝñá", "Καλημέρα"),
    ],
)
def test_short_texts_are_repaired_where_the_damage_is_certain(damaged, truth):
    assert clean(damaged).text == truth


@pytest.mark.parametrize(
    ("language", "step"),
    [(language, ("utf-8", "gb18030")) for language in ("vi", "th", "hi", "zh-Hans", "zh-Hant", "ja", "ko")]
    + [(language, ("utf-8", "cp932")) for language in ("ru", "el", "he", "th", "zh-Hant", "ja")]
    + [(language, ("utf-8", "cp949")) for language in ("vi", "th", "hi")],
    ids=name_of,
)
def test_characters_whose_bytes_are_complete_come_back_around_those_that_are_lost(language, step):
    """East Asian decoders drop the odd byte at the end of a run, and show U+FFFD for it."""
    truth = SENTENCES[language][0]
    damaged = truth.encode(step[0]).decode(step[1], "replace")
    assert "\N{REPLACEMENT CHARACTER}" in damaged
    repaired = CLEANER.clean(damaged).text
    differences = [each for each in SequenceMatcher(None, truth, repaired, autojunk=False).get_opcodes() if each[0] != "equal"]
    for _, start, end, start_repaired, end_repaired in differences:
        assert "\N{REPLACEMENT CHARACTER}" in repaired[start_repaired:end_repaired]
        assert end - start <= MAX_LOST


@pytest.mark.parametrize(
    ("language", "step", "line"),
    [
        ("es", ("cp1252", "cp437"), "El año pasó."),
        ("fr", ("cp1252", "mac-roman"), "Un café à Nice."),
        ("el", ("cp1253", "cp1252"), "Ναι."),
        ("th", ("cp874", "latin-1"), "ใช่"),
    ],
)
def test_a_mistake_that_is_proven_in_one_line_explains_the_others(language, step, line):
    """A line of a word or two proves nothing by itself."""
    truth = "\n".join((*SENTENCES[language], line))
    assert clean(misread(truth, step)).text == truth


@pytest.mark.parametrize("language", SENTENCES)
def test_right_lines_between_damaged_ones_stay(language):
    first, second, third = SENTENCES[language]
    damaged = misread(third, ("utf-8", "cp1252"))
    assert CLEANER.clean(f"{damaged}\n{second}\n{misread(first, ('utf-8', 'cp1252'))}").text == f"{third}\n{second}\n{first}"


PROPOSED = {
    misread("señor Núñez", ("cp1252", "cp1251")): "señor Núñez",
    misread("naïve café", ("cp1252", "cp1253")): "naïve café",
    misread("café crème", ("cp1252", "mac-roman")): "café crème",
    misread("El niño soñaba", ("cp1252", "cp437")): "El niño soñaba",
    misread("Şişli", ("cp1254", "cp1252")): "Şişli",
}


@pytest.mark.parametrize(("damaged", "truth"), PROPOSED.items(), ids=PROPOSED.values())
def test_what_is_likely_is_only_proposed(damaged, truth):
    document = clean(damaged)
    [finding] = [each for each in document.annotations if each.rule == "mojibake"]
    assert document.text == damaged
    assert finding.safety is Safety.REVIEW
    assert damaged[: finding.start] + finding.replacement + damaged[finding.end :] == truth


NAMED = {
    "one \ufffd\ufffd\ufffd two \ufffd three": ["\ufffd\ufffd\ufffd", "\ufffd"],
    "what was lost: 锟斤拷锟斤拷 here": ["锟斤拷锟斤拷"],
    "锟斤拷\ufffd": ["锟斤拷\ufffd"],
    "the â\x80": ["â\x80"],
    "a half of a letter: å\x9b": ["å\x9b"],
    "one and é\xad": ["é\xad"],
    "あã\x81": ["ã\x81"],
}


@pytest.mark.parametrize(("text", "found"), NAMED.items(), ids=map(ascii, NAMED))
def test_what_cannot_be_known_is_named_once_and_kept_from_other_rules(text, found):
    document = clean(text)
    assert document.text == text
    assert [(each.rule, each.found, each.safety, each.replacement) for each in document.annotations if each.kind == "encoding"] == [
        ("mojibake", each, Safety.NOTE, None) for each in found
    ]


def test_a_finding_tells_what_happened():
    text = misread("Où est la forêt ?", ("utf-8", "cp1252"), ("utf-8", "cp1252"))
    for each in findings(text):
        assert each.message.startswith("UTF-8 read as Windows-1252, twice: “")
    for each in findings(misread(SENTENCES["ru"][0], ("koi8-r", "cp1251"))):
        assert each.evidence["steps"] == [{"read_as": "cp1251", "is": "koi8-r"}]
        assert each.message.startswith("KOI8-R read as Windows-1251: “")


UNDAMAGED = {
    "a French apostrophe before é, in Polish": "Wczoraj w kinie: L’été i L’école, dwa filmy z Francji, były długie.",
    "letters of Western Europe": "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ ÐÑÒÓÔÕÖ ØÙÚÛÜÝÞß àáâãäåæçèéêëìíîï ðñòóôõö øùúûüýþÿ",
    "letters with spaces": "à á â ã ä å æ ç è é ê ë ì í î ï",
    "letters of a keyboard": "AltGr: Ä Ö Ü ß € µ ² ³ ° § ´ ` ~",
    "Polish letters": "Ą Ć Ę Ł Ń Ó Ś Ź Ż and ą ć ę ł ń ó ś ź ż",
    "the Icelandic alphabet": "aábdðeéfghiíjklmnoópqrstuúvxyýþæö",
    "Icelandic": "Þórður og Guðrún búa á Ísafirði og eiga þrjú börn.",
    "Faroese": "Tað er stórt at síggja, hvussu fólkið á oynni býr.",
    "Czech": "Nejžluťoučtější kůň úpěl ďábelské ódy.",
    "Czech with short words": "Dá-li pán bůh, šel ďas tůň žít.",
    "Slovak": "Vŕba stojí pri vode a ďateľ ťuká na kôru.",
    "Polish": "Zażółć gęślą jaźń.",
    "Hungarian": "Árvíztűrő tükörfúrógép.",
    "Romanian": "Își așteaptă mama în fața școlii și țipă.",
    "Portuguese": "Às vezes, à noite, há mães que põem pães e limões à mesa.",
    "Portuguese in capitals": "INFORMAÇÕES SOBRE A CÂMARA E AS ELEIÇÕES DE SÃO JOÃO",
    "Portuguese in an A with a tilde": "MAÇÃ E IRMÃ: ALEMÃ, LÃ, MANHÃ",
    "French in capitals": "L’ÉTÉ À LA PÊCHE : FORÊTS BRÛLÉES, GARÇONS ÂGÉS",
    "French with guillemets": "Il a dit : « Où êtes-vous ? » puis « À demain ! »",
    "Spanish in capitals": "AÑO NUEVO EN ESPAÑA: ¿CUÁNTO? ¡ÁNIMO!",
    "German in capitals": "ÄRZTE ÜBER ÖFFENTLICHE GRÖẞEN",
    "Swedish": "Åsa äter två räksmörgåsar på ön.",
    "Estonian": "Jõeäär on õhtul vaikne ja öö on külm.",
    "Lithuanian": "Ąžuolas žydi, o šermukšnis ūksmėje.",
    "Latvian": "Ģimene dodas ceļā, kad līst un ēnā ir vēss.",
    "Turkish": "Iğdır’ın üzümü, Şırnak’ın çöreği, İzmir’in güneşi.",
    "Welsh": "Mae’r tŷ ar y bryn a’r dŵr yn oer.",
    "Maltese": "Il-ħabib tiegħi għandu żewġt iżwiemel.",
    "Vietnamese": "Ở đây tuyệt đẹp, nhưng đường về nhà dài quá.",
    "Vietnamese with combining marks": unicodedata.normalize("NFD", "Tiếng Việt có sáu thanh điệu."),
    "Yoruba": "Ẹ káàárọ̀ o, ṣé dáadáa ni?",
    "pinyin": "Nǐ hǎo, wǒ de péngyou! Lǜ sè de shù.",
    "romanised Sanskrit": "dharmakṣetre kurukṣetre samavetā yuyutsavaḥ",
    "IPA": "/ˌɪntəˈnæʃənəl fəˈnɛtɪk ˈælfəbɛt/ and [ʃtʁaːsə] or [ˈθɔːɹəʊ]",
    "Greek letters of formulas": "Δx·Δp ≥ ħ/2, ∑ᵢ αᵢβᵢ = λ, ∀ε>0 ∃δ>0",
    "a formula": "√(x² + y²) ≤ |x| + |y| ± ½·10⁻³ µm × π",
    "chemistry": "Fe²⁺ + H₂O₂ → Fe³⁺ + ·OH + OH⁻ at 25 °C",
    "currencies": "£5, €7, ¥900, ¢50, ₽100, ₹250, ¤",
    "box drawing": "┌──┬──┐ │ab│cd│ └──┴──┘ ░▒▓█ ╔═╗ ╚═╝",
    "a tree of files": "├── main.py\n│   └── über.txt\n└── README",
    "a bar chart": "▁▂▃▄▅▆▇█ ▏▎▍▌▋▊▉█",
    "a spark of dots": "•·‧∙●○◦ … ··· ¶ § † ‡",
    "leet": "Ðårk Ñïñjå ¥øü ärè ßêst",
    "heavy metal": "Motörhead, Mötley Crüe, Queensrÿche and Spın̈al Tap",
    "emoticons": "¯\\_(ツ)_/¯ (╯°□°)╯︵ ┻━┻ ʕ•ᴥ•ʔ ಠ_ಠ",
    "emoji": "👩‍👧 ❤️ 🇩🇪 1️⃣ ⚠️",
    "names": "Dvořák, Łukasiewicz, Erdős, Ångström, Gödel, Núñez, Çelik, Đoković and Ó Súilleabháin",
    "Latin letters in Chinese": "他在café里用Wi-Fi看Björk的MV，然后坐A380去São Paulo。",
    "Chinese full of marks": "《红楼梦》——“曹雪芹”著……（人民文学出版社）",
    "rare Chinese characters": "魑魅魍魉、饕餮、龘靐齉齾",
    "Chinese names of towns": "鄠邑、盩厔、郫县、儋州、亳州、涪陵",
    "old Chinese": "關關雎鳩，在河之洲。窈窕淑女，君子好逑。",
    "Cantonese": "佢哋喺度做嘢，唔該你哋嚟睇吓啦。",
    "half-width katakana": "ﾃﾞｰﾀ ﾌｧｲﾙ ｦ ﾖﾐｺﾝﾃﾞｸﾀﾞｻｲ",
    "a lone Chinese character in English": "the 猫 is on the mat",
    "Chinese words in English": "the character 鈥 is rare, and 猫 and 檛 are too",
    "Chinese glued to English": "a strong public反响 and the明显 increase",
    "Korean with Chinese": "대한민국(大韓民國)은 민주공화국(民主共和國)이다.",
    "a lone jamo": "ㅋㅋㅋ 진짜 ㅠㅠ",
    "Russian in capitals": "ЪЫЬ: ПОДЪЁМ И ВЪЕЗД, СЪЁМКА",
    "Russian abbreviations": "НКВД, ФГУП «ВНИИФТРИ», ЖЭК № 5",
    "Church Slavonic": "Въ началѣ бѣ слово, и слово бѣ къ Богꙋ",
    "Kazakh": "Қазақстанның әдемі қаласы үлкен өзен бойында.",
    "Greek": "Ἐν ἀρχῇ ἦν ὁ λόγος",
    "Greek in capitals": "ΤΟ ΝΕΟ ΔΗΜΑΡΧΕΙΟ ΤΗΣ ΠΟΛΗΣ",
    "Hebrew with points": "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
    "Arabic with marks": "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ",
    "Persian": "کتاب‌های تازه‌ای خریده‌ایم.",
    "Thai": "ก ข ค ง จ ฉ ช และ ๑๒๓",
    "ordinals": "1ª e 2º lugar, n.º 5, 3.ª edição",
    "temperatures and quotes": "–5 °C … “so cold” — ‘brr’ ™ ® ©",
    "an A with a circumflex before a mark": "Â. Û, Ê; Î! Ô? pâte à crêpes",
    "a tilde before a sign": "Ã© was never read here as a code span: `Ã©`",
    "code": "```\nprint('â€™'.encode('cp1252'))\n```",
    "a code span": "write `cafÃ©` with the tool, and it is gone",
    "an address": "see https://example.org/?q=cafÃ© for more",
    "a line about encodings": "UTF-8 read as Latin-1 gives cafÃ© for café",
    "a line about mojibake": "typical mojibake: â€œ and â€ for quotes",
    "a Chinese line about it": "乱码“锘挎枃”是怎么来的？",
    "a Russian line about it": "В неверной кодировке слово выглядит как РџСЂРёРІРµС‚",
    "soft hyphens of a word": "Donau\xaddampf\xadschiff\xadfahrt",
    "a table of Windows-1252": "€‚ƒ„…†‡ˆ‰Š‹Œ Ž ‘’“”•–—˜™š›œ žŸ",
    "signs alone": "®™ ©° ±× ÷¬ ¦¨ ¯´ ¸",
    "a price list": "Crème brûlée … 6,50 €; Smørrebrød … 8 £; Żurek … 12 zł",
    "a crossword": "Ä Ö Ü\nÉ È Ê\nÑ Ç Ã",
}


@pytest.mark.parametrize("text", UNDAMAGED.values(), ids=UNDAMAGED)
def test_what_only_looks_like_damage_stays(text):
    assert CLEANER.clean(text).annotations == ()


def test_code_stays_while_the_prose_around_it_is_repaired():
    text = "The cafÃ© and the crÃ¨me are gone.\n\n```\nprint('cafÃ© crÃ¨me')\n```\n\nSo says `cafÃ©`, the word.\n"
    assert clean(text).text == text.replace("The cafÃ© and the crÃ¨me", "The café and the crème")


NOT_REPAIRED = {
    misread(SENTENCES["zh-Hans"][0], ("gb18030", "cp1252"), ("utf-8", "cp1252")): SENTENCES["zh-Hans"][0],
    misread(SENTENCES["ja"][0], ("euc-jp", "cp1252"), ("utf-8", "cp1252")): SENTENCES["ja"][0],
    misread("\n".join((*SENTENCES["pl"], "Łódź")), ("cp1250", "cp1252")): "\n".join((*SENTENCES["pl"], "Łódź")),
}


@pytest.mark.xfail(strict=True, reason="not yet: the first step of two is chosen by itself; a line of one word is not looked at")
@pytest.mark.parametrize(("damaged", "truth"), NOT_REPAIRED.items(), ids=map(ascii, NOT_REPAIRED.values()))
def test_damage_that_is_not_repaired_yet(damaged, truth):
    assert clean(damaged).text == truth


UNSPACED = ("zh-Hans", "zh-Hant", "ja", "th")
WORDS = {
    language: [sentence[at : at + 5] for sentence in sentences for at in range(0, len(sentence), 5)]
    if language in UNSPACED
    else [word for sentence in sentences for word in sentence.split() if "’é" not in word and len(word) > 1]
    for language, sentences in SENTENCES.items()
}
"""Words, or pieces where there are no spaces.

Left out are "L’été", which is among the harmed good texts, and single letters: "η" misread twice is "Ã§", which reads as well as "ç" misread once.
"""


@st.composite
def damaged_texts(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Lines of words of a language, and the same with some of them damaged alike."""
    language, *steps = draw(st.sampled_from(DAMAGE))
    words = st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=12)
    truth = draw(st.lists(words.map(("" if language in UNSPACED else " ").join), min_size=1, max_size=4))
    damaged = [misread(line, *steps) if draw(st.booleans()) else line for line in truth]
    return truth, damaged


def check(text: str) -> str:
    """The text after the repair, which keeps the promises that every rule keeps."""
    document = CLEANER.clean(text)
    assert all(text[each.start : each.end] == each.found for each in document.annotations)
    assert apply(text, document.annotations) == document.text
    assert restore(document.text, document.annotations) == text
    assert CLEANER.clean(document.text).applied == ()
    return document.text


@given(damaged_texts())
def test_a_line_is_repaired_or_stays_as_it_is(lines):
    """Nothing in between, and nothing else."""
    truth, damaged = lines
    repaired = check("\n".join(damaged)).split("\n")
    for right, wrong, found in zip(truth, damaged, repaired, strict=True):
        assert found in (right, wrong)


PIECES = ("â€™", "Ã©", "Ã ", "Ã\xa0", "ä¸\xadå›½", "ÖÐÎÄ²âÊÔ", "鈥檛", "锟斤拷", "\ufffd", "\x92", "\x80", "\xad", "Ïðèâåò", "нПУЛЧБ", "ÃƒÂ©", "L’été", "猫", "“", " ", "\n", "a", "é")  # fmt: skip


@given(
    st.lists(
        st.one_of(
            st.sampled_from(PIECES), st.text(st.characters(min_codepoint=0x80, max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=8)
        ),
        max_size=12,
    )
)
def test_any_text_keeps_the_promises(pieces):
    check("".join(pieces))


def test_a_chinese_word_in_english_is_no_damage():
    """Its bytes may be UTF-8 by accident: untranslated text is for other rules."""
    # the commonest characters of GB 2312, which most untranslated text consists of
    common = b"".join(bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFA)).decode("gb2312")
    texts = [f"They spoke of the {char} again." for char in common] + [
        f"public{a}{b} was there." for a, b in zip(common, common[::-1], strict=True)
    ]
    flagged = [document for document in CLEANER.pipe(texts) if document.annotations]
    assert [document.original for document in flagged if document.applied] == []
    # marks such as "»" are still proposed
    assert len(flagged) < len(texts) / 200


@given(st.lists(st.text(st.sampled_from("aZ \n中œŒÃÂВГЂвâ€™«»°×²É≈√\x85é"), max_size=12), min_size=1, max_size=3))
def test_every_line_that_ftfy_calls_bad_is_a_suspect(texts: list[str]) -> None:
    for text, lines in zip(texts, suspect_lines(Scan(texts)), strict=True):
        for match in BADNESS_RE.finditer(text):
            shown = match.start() + match[0].startswith("\n")
            assert any(start <= shown <= end for start, end in lines)
