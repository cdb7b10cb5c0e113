"""Write `cleaner/models/spam.npz`, the learned score of spam lines, and print the tables of its card.

    python training/spam.py DATA [--quick]

DATA is the folder of development data. Lines that are alike stay in one fold, and so do the lines of a page, a site, a document; a second table
leaves out whole sources. Good lines come from `spam/`, and, with less weight, from `boilerplate/`, `fragments/`, the glossary's examples and
the five articles. scikit-learn fits the weights; it is needed here and nowhere else. `--quick` fits and writes without cross-validation,
with the limits and chances of the table that is there.
"""

import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from cleaner import Cleaner
from cleaner.models import spam

ROOT = Path(__file__).parent.parent
FOLDS = 5
SEEDS = (0, 1, 2)
ALIKE = 0.35
"""Share of n-grams (Jaccard) from which two lines stay in one fold."""
C = 10.0
PARTS = ((0.2, 0.3, 0.15), (0.3, 0.0, 0.05))
"""How much n-grams, words and figures weigh, for lines without Chinese characters and with some."""
WEIGHT = {"core": 1.0, "hard": 1.0, "plain": 1.0, "page": 0.3, "extra": 0.1, "made up": 0.5}
"""How much a line of a tier counts; the others are only reported."""
ALLOWED = ((3.5, 1.5, 4), (2, 1.5, None))
"""Good lines of the headline that may be likely, and surely, spam, in each of `spam.GROUPS`. English lines are never sure: at no limit were 97 of
100 right and more than a few found.
"""
NEVER = 1 << 30
KINDS = {
    "adult": ("en_mail_adult", "zh_seo_adult", "zh_seo_adult_page"),
    "gambling": ("en_mail_casino", "id_comment_gambling", "id_seo_gambling", "th_sms_gambling", "tr_sms_gambling", "zh_seo_gambling", "zh_seo_gambling_page", "zh_sms_gambling"),
    "escort": ("tr_seo_escort", "zh_seo_escort_drug", "zh_sms_escort"),
    "invoice": ("zh_sms_invoice",),
    "pharma": ("en_mail_pharma", "zh_seo_pharma_page"),
    "loan": ("zh_sms_loan", "zh_sms_finance_scam"),
    "crypto": ("zh_seo_crypto",),
    "link farm": ("zh_seo_other",),
}  # fmt: skip
TRIGGER = ("zh_law_trigger", "zh_medical", "zh_medical_sexual", "zh_headline_trigger", "zh_wiki_trigger")
EXAMPLE = re.compile(r"^\s*(?:hit|miss): (.+)$", re.MULTILINE)
MARKED = re.compile(r"⟦([^|⟧]*)(?:\|[^⟧]*)?⟧")
GOOD = """\
福彩3D第2023156期开奖号码公布
体育彩票公益金支持乡村学校操场建设
大乐透追加投注规则调整说明
市民买彩票中五百万元捐出一半
世界杯决赛今晚打响 央视五套直播
英超第十二轮综述 曼城主场取胜
足球比赛直播时间表 中国队名单公布
篮球世界杯赛程安排_赛果_积分榜
澳门特区政府公布博彩业前三季度收入
澳门大三巴牌坊 旅游景点介绍
香港澳门三日游 行程_报价_攻略
三亚旅游攻略_景点_住宿_交通
北京酒店预订_机票_火车票
赛车场明年承办国际汽联赛事
北京汽车发布新款电动车 价格公布
棋牌室扰民 社区居民投诉
老年活动中心增设棋牌室和阅览室
象棋围棋大师赛在杭州开幕
手机单机游戏下载 安卓版 免费
电脑软件下载_驱动程序_官方网站
安卓手机应用商店 官方下载地址
苹果手机系统更新 新功能介绍
比特币今日行情 价格走势
区块链技术应用论坛在深圳举行
虚拟货币交易所破产 投资者维权
数字人民币钱包使用指南
人民币汇率中间价公布
股票开户流程 费用 佣金
银行个人住房贷款利率下调
公积金贷款额度计算器 在线查询
小额贷款公司监督管理办法
助学贷款申请条件和还款方式
信用卡逾期怎么办 律师解答
电子发票服务平台操作手册
增值税专用发票管理规定
如何开具红字发票 税务局答疑
发票查验平台_国家税务总局
会计从业资格考试 报名 时间
国产电影票房排行榜 2022年度
日本电影节开幕 是枝裕和新片首映
韩国电视剧收视率排行 第一名
欧美音乐排行榜_流行歌曲
电影在线观看指南 正版平台
电视剧全集剧情介绍 大结局
动漫推荐 十部经典日本动画
小说在线阅读 章节目录
高清图片素材_壁纸_摄影
美女与野兽 迪士尼动画电影
少女时代 演唱会 门票
亚洲杯 亚洲田径锦标赛 亚洲新闻
亚洲经济论坛 日韩代表团抵达
国产芯片 国产大飞机 国产疫苗
国产精品茶叶 礼盒装 500克
久久丫鸭脖 门店 加盟 电话
精品课程在线学习平台
免费公开课 视频 教程 下载
成人高考报名时间 考试科目
成人教育学院 招生简章
成人用品 医疗器械 经营许可证
女士内衣 春夏新款 无痕
孕妇产检项目一览表
性教育课程走进中学课堂
艾滋病检测 咨询 热线
男科疾病预防 专家门诊 时间
上门维修 空调 冰箱 洗衣机
家政服务 保洁 月嫂 价格
保健按摩师 国家职业资格
足疗店消防检查 隐患整改
会所健身 瑜伽 私教课程
模特大赛 冠军 揭晓
同城快递 送货上门 服务标准
微信公众号 扫码关注 了解更多
客服热线 400-123-4567 工作时间 9:00-18:00
联系人 王先生 电话 传真 邮箱
QQ群 读者交流 欢迎加入
网站首页 | 公司简介 | 产品展示 | 联系我们
友情链接 | 网站地图 | 版权声明
毕业论文格式要求 查重 下载
办理身份证 护照 所需材料
驾驶证换证 网上办理 流程
刻章 备案 公安机关 规定
Casino revenue in Macau rises for a third month
Poker champion gives prize money to children's hospital
Slot machines to be removed from airport terminal
City votes on new casino near the river
Bonus payments for nurses approved by parliament
Banks cut bonus pool after weak year
Lottery winner returns to work on Monday
Drug maker recalls blood pressure pills
New study on prescription drugs and sleep
How to read the label on your medicine
Doctors debate weight loss drugs for teenagers
Pharmacy chain to close forty stores
Viagra inventor dies at 80
Adult literacy classes begin in September
Teens spend less time on social networks
Nude portrait sells for record price at auction
Same-sex couples win pension case
Girls outperform boys in science exams
Horse racing: favourite wins at Ascot
Sports betting bill passes state senate
Online betting firms face new tax
Cheap flights: what travellers should know
Best webcams for video calls
Escort vessels reach the Gulf
Free online courses attract millions
Perjudian daring: ahli minta orang tua waspada
Harga slot kartu memori turun tahun ini
Pertandingan bola malam ini, jadwal siaran langsung
Dilarang bermain slot, kata guru kepada siswa
Bonus hari raya karyawan cair minggu depan
Bahis reklamları yasaklandı
Yeni sezonda canlı maç yayınları başlıyor
İstanbul otel ve gezi rehberi
Bonus kart puanları nasıl kullanılır
Ставки по ипотеке снижены
Бонусная программа авиакомпании изменится
Казино закрыли после проверки
"""
"""Good lines about what spam is about, made up for training: lotteries, films, travel, invoices, loans, medicine. None is in a test."""
Rows = npt.NDArray[np.int64]


@dataclass
class Line:
    """A labelled line."""

    text: str
    spam: bool
    tier: str
    kind: str
    language: str
    source: str
    group: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def labelled(data: Path) -> Iterator[Line]:
    for row in rows(data / "spam" / "lines.dev.jsonl.gz"):
        group = row["source"] if row["kind"] == "id_seo_gambling" else row["id"]
        yield Line(
            row["text"].replace("\n", " "),
            row["label"] == "spam",
            row["tier"],
            row["kind"],
            row["lang"].split("-")[0],
            row["source"],
            group,
        )
    for row in rows(data / "spam" / "pages.dev.jsonl.gz"):
        for text, label in zip(row["lines"], row["labels"], strict=True):
            if len(text.strip()) >= 8:
                yield Line(text.replace("\n", " "), label == "spam", "page", "page", "xx", row["source"], row["id"])


def others(data: Path) -> Iterator[Line]:
    """Good lines of other data: a few of each language."""
    found: dict[tuple[str, str], dict[str, Line]] = defaultdict(dict)

    def keep(text: str, kind: str, language: str, group: str) -> None:
        text = text.strip().replace("\n", " ")
        if 8 <= len(text) < 600:
            found[kind, language].setdefault(
                text, Line(text, False, "made up" if kind == "made up" else "extra", kind, language, kind, group)
            )

    for path in sorted((data / "boilerplate").glob("*.jsonl.gz")):
        if path.name.count("-") == 0:
            for row in rows(path):
                for text, label in zip(row["lines"], row["labels"], strict=True):
                    if label >= 0:
                        keep(text, "story" if label else "page furniture", row["lang"], row["site"])
    for path in sorted((data / "fragments").glob("*.jsonl.gz")):
        for row in rows(path):
            for side in ("source", "target"):
                if side == "source" or row["kind"] == "clean":
                    keep(row[side], "sentence", row[f"{side}_lang"], f"{row['dataset']} {row['doc']}")
    for path in sorted((ROOT / "glossary" / "zh-en").glob("*.txt")):
        for number, entry in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
            for text in EXAMPLE.findall(entry):
                keep(MARKED.sub(r"\1", text), "glossary example", "en", f"{path.name} {number}")
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        for text in path.read_text(encoding="utf-8").split("\n")[2:]:
            keep(text, "article", "en", path.name)
    for text in GOOD.split("\n"):
        keep(text, "made up", "any", text)
    rng = random.Random(5)  # noqa: S311
    for key in sorted(found):
        lines = list(found[key].values())
        rng.shuffle(lines)
        yield from lines[: 1200 if key in (("sentence", "zh"), ("glossary example", "en")) else 150]


def alike(lines: Sequence[Line], grams: sp.csr_matrix) -> Rows:
    """The group of each line: its own, joined with those of lines that are much like it."""
    parent = list(range(len(lines)))

    def find(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[str, int] = {}
    for at, line in enumerate(lines):
        parent[find(at)] = find(first.setdefault(line.group, at))
    some = [at for at, line in enumerate(lines) if line.tier != "extra"]
    part = grams[some]
    sizes = np.asarray(part.sum(1)).ravel()
    shared = (part @ part.T).tocoo()
    near = shared.data >= ALIKE * (sizes[shared.row] + sizes[shared.col] - shared.data)
    for one, other in zip(shared.row[near].tolist(), shared.col[near].tolist(), strict=True):
        parent[find(some[one])] = find(some[other])
    return np.array([find(at) for at in range(len(lines))])


class Corpus:
    """Lines with what the model reads of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        made = spam.Lines([line.text for line in lines])
        size = (len(lines), 1 << spam.BITS)
        self.grams, self.words = (
            sp.csr_matrix((np.ones(len(of), dtype=np.float32), (of, cells)), shape=size) for of, cells in (made.grams(), made.words())
        )
        shape = made.shape()
        self.figures, self.names = shape.figures, shape.names
        self.head = made.head
        self.limit = made.group
        self.spam = np.array([line.spam for line in lines])
        self.tier = np.array([line.tier for line in lines])
        self.kind = np.array([line.kind for line in lines])
        self.source = np.array([line.source for line in lines])
        self.language = np.array([line.language for line in lines])
        self.weight = np.array([WEIGHT.get(line.tier, 0.0) for line in lines])
        self.main = np.isin(self.tier, ("core", "hard", "plain"))
        self.group = alike(lines, self.grams)

    def folds(self, seed: int) -> Rows:
        groups = np.unique(self.group)
        np.random.RandomState(seed).shuffle(groups)
        number = dict(zip(groups.tolist(), (np.arange(len(groups)) % FOLDS).tolist(), strict=True))
        return np.array([number[each] for each in self.group.tolist()])


def whole(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int8], float]:
    """Weights in whole numbers, and what 1 is."""
    most = float(np.abs(values).max()) or 1.0
    scale = most / 127
    return np.rint(values / scale).astype(np.int8), scale


def fit(
    corpus: Corpus, train: npt.NDArray[np.bool_], kinds: npt.NDArray[np.int8], limits: Rows, chances: npt.NDArray[np.float64]
) -> spam.Weights:
    """The tables, learned from some lines."""
    chars = np.zeros((2, 1 << spam.BITS), dtype=np.int8)
    words = chars.copy()
    scales = np.zeros((2, 2))
    shape = np.zeros((2, len(corpus.names)), dtype=np.int32)
    for head in (0, 1):
        at = np.flatnonzero(train & (corpus.head == head) & (corpus.weight > 0))
        blocks, idfs = [], []
        for matrix, part in ((corpus.grams, PARTS[head][0]), (corpus.words, PARTS[head][1])):
            mine = matrix[at]
            seen = np.asarray(mine.sum(0)).ravel()
            idf = np.where(seen > 0, np.log((1 + len(at)) / (1 + seen)), 0.0) * part
            root = 1 / np.sqrt(np.maximum(np.asarray(mine.sum(1)).ravel(), 1))
            blocks.append(sp.diags(root) @ mine @ sp.diags(idf))
            idfs.append(idf)
        figures = corpus.figures[at] / spam.UNIT * PARTS[head][2]
        model = LogisticRegression(C=C, solver="liblinear", max_iter=300, random_state=0)
        model.fit(sp.hstack([*blocks, sp.csr_matrix(figures)]).tocsr(), corpus.spam[at], sample_weight=corpus.weight[at])
        weights = model.coef_[0]
        cells = 1 << spam.BITS
        chars[head], scales[head, 0] = whole(weights[:cells] * idfs[0])
        words[head], scales[head, 1] = whole(weights[cells : 2 * cells] * idfs[1])
        own = weights[2 * cells :] * PARTS[head][2]
        own[list(corpus.names).index("bias")] += model.intercept_[0]
        shape[head] = np.rint(own * 4096)
    return spam.Weights(chars, words, scales, shape, np.array(corpus.names), limits, chances, np.array(list(KINDS)), kinds)


def fit_kinds(corpus: Corpus) -> npt.NDArray[np.int8]:
    """A weight of each kind for each cell of n-grams, learned from spam alone."""
    names = list(KINDS)
    kind_of = {kind: number for number, each in enumerate(KINDS.values()) for kind in each}
    at = np.flatnonzero([line.spam and line.kind in kind_of for line in corpus.lines])
    grams = corpus.grams[at].tocoo()
    folded = sp.csr_matrix((grams.data, (grams.row, grams.col >> (spam.BITS - spam.KIND_BITS))), shape=(len(at), 1 << spam.KIND_BITS))
    root = sp.diags(1 / np.sqrt(np.maximum(np.asarray(folded.sum(1)).ravel(), 1)))
    gold = np.array([kind_of[corpus.lines[each].kind] for each in at.tolist()])
    rows_ = []
    for number in range(len(names)):
        model = LogisticRegression(C=C, solver="liblinear", class_weight="balanced", random_state=0)
        rows_.append(model.fit(root @ folded, gold == number).coef_[0])
    made = np.array(rows_)
    return np.rint(made / np.abs(made).max() * 127).astype(np.int8)


def odds_of(weights: spam.Weights, corpus: Corpus, at: Rows) -> Rows:
    return np.array([score.odds for score in weights.scores([corpus.lines[each].text for each in at.tolist()])])


def crossed(corpus: Corpus, seed: int, blank: tuple[Any, Any, Any]) -> tuple[Rows, list[spam.Weights]]:
    """The odds of each line from tables that have seen nothing of its group; and those tables."""
    folds = corpus.folds(seed)
    odds = np.zeros(len(corpus.lines), dtype=np.int64)
    tables = []
    for fold in range(FOLDS):
        tables.append(fit(corpus, folds != fold, *blank))
        at = np.flatnonzero(folds == fold)
        odds[at] = odds_of(tables[-1], corpus, at)
    return odds, tables


def limits_of(corpus: Corpus, runs: Sequence[Rows]) -> Rows:
    """The odds above which no more good lines lie than are allowed, on average over the runs."""
    made = np.zeros((len(ALLOWED), len(spam.GROUPS)), dtype=np.int64)
    for row, allowed in enumerate(ALLOWED):
        for group, most in enumerate(allowed):
            ham = corpus.main & ~corpus.spam & (corpus.limit == group)
            if most is None:
                made[row, group] = NEVER
                continue
            ranked = np.sort(np.concatenate([odds[ham] for odds in runs]))[::-1]
            made[row, group] = ranked[int(most * len(runs))] + 1
    return made


def chances_of(corpus: Corpus, runs: Sequence[Rows]) -> npt.NDArray[np.float64]:
    """The share of lines that are spam at each step of the odds, never falling."""
    steps = np.arange(-spam.REACH * spam.STEP, spam.REACH * spam.STEP + 1) / spam.STEP
    made = []
    for head in (0, 1):
        mine = corpus.main & (corpus.head == head)
        odds = np.concatenate([run[mine] for run in runs]) / spam.UNIT
        model = IsotonicRegression(y_min=0.005, y_max=0.99, out_of_bounds="clip").fit(odds, np.tile(corpus.spam[mine], len(runs)))
        made.append(np.round(model.predict(steps), 3))
    return np.array(made)


def share(part: float, of: float) -> str:
    return f"{100 * part / of:.1f}" if of else "–"


def print_headline(corpus: Corpus, flagged: npt.NDArray[np.bool_], name: str) -> None:
    main, bad = corpus.main, corpus.spam
    print(f"\n| {name} | spam | recall % | good | flagged | % | precision % |\n| --- | --- | --- | --- | --- | --- | --- |")
    for language in ("all", *sorted(set(corpus.language[main & bad].tolist()))):
        mine = main if language == "all" else main & (corpus.language == language)
        hit, false = (flagged & mine & bad).sum(), (flagged & mine & ~bad).sum()
        number, good = (mine & bad).sum(), (mine & ~bad).sum()
        print(f"| {language} | {number} | {share(hit, number)} | {good} | {false} | {share(false, good)} | {share(hit, hit + false)} |")


def print_kinds(corpus: Corpus, flagged: npt.NDArray[np.bool_]) -> None:
    print("\n| kind | label | tier | lines | flagged | % |\n| --- | --- | --- | --- | --- | --- |")
    counted: Counter[tuple[Any, ...]] = Counter()
    hits: Counter[tuple[Any, ...]] = Counter()
    for line, hit in zip(corpus.lines, flagged.tolist(), strict=True):
        key = ("good", "spam")[line.spam], line.tier, line.kind
        counted[key] += 1
        hits[key] += hit
    for key in sorted(counted):
        print(f"| {key[2]} | {key[0]} | {key[1]} | {counted[key]} | {hits[key]} | {share(hits[key], counted[key])} |")


def print_reliability(corpus: Corpus, odds: Rows, chances: npt.NDArray[np.float64]) -> None:
    print("\n| lines | said | measured | number |\n| --- | --- | --- | --- |")
    steps = np.clip((odds * spam.STEP) // spam.UNIT + spam.REACH * spam.STEP, 0, 2 * spam.REACH * spam.STEP)
    said = chances[corpus.head, steps]
    for head, name in ((1, "Chinese"), (0, "others")):
        for low, high in ((0, 0.1), (0.1, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
            mine = corpus.main & (corpus.head == head) & (said >= low) & (said < high)
            if mine.any():
                print(f"| {name} | {said[mine].mean():.2f} | {corpus.spam[mine].mean():.2f} | {mine.sum()} |")


def by_rule(corpus: Corpus, tables: Sequence[spam.Weights], folds: Rows) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which lines the whole rule removes unasked, and which it proposes to remove, each line alone, with tables that have seen nothing of its group."""
    flagged, proposed = np.zeros((2, len(corpus.lines)), dtype=bool)
    cleaner = Cleaner(select=["spam-line"])
    kept = spam.weights
    for fold, table in enumerate(tables):
        spam.weights = lambda path=None, table=table: table  # type: ignore[assignment] # noqa: ARG005
        at = np.flatnonzero(folds == fold)
        for number, document in zip(at.tolist(), cleaner.pipe([corpus.lines[each].text for each in at.tolist()]), strict=True):
            flagged[number] = bool(document.applied)
            proposed[number] = bool(document.annotations)
    spam.weights = kept
    return flagged, proposed & ~flagged


def print_pages(data: Path, corpus: Corpus, tables: Sequence[spam.Weights], folds: Rows) -> None:
    """What the whole rule does to whole pages, with tables that have seen nothing of the page."""
    fold_of = {line.group: fold for line, fold in zip(corpus.lines, folds.tolist(), strict=True)}
    cleaner = Cleaner(select=["spam-line"])
    kept = spam.weights
    counts: Counter[tuple[str, str]] = Counter()
    pages = [(row["lines"], row["labels"], fold_of.get(row["id"], 0)) for row in rows(data / "spam" / "pages.dev.jsonl.gz")]
    stories: dict[str, list[tuple[list[str], list[str], int]]] = {"pages": pages, "stories and their pages": []}
    for path in sorted((data / "boilerplate").glob("*.jsonl.gz")):
        # without the lines the tables have seen: sites are the groups
        found = [(row["lines"], ["ham"] * len(row["lines"]), fold_of[row["site"]]) for row in rows(path) if row["site"] in fold_of]
        stories["stories and their pages"].extend(found[:120])
    for name, documents in stories.items():
        counts.clear()
        for lines, labels, fold in documents:
            spam.weights = lambda path=None, table=tables[fold]: table  # type: ignore[assignment] # noqa: ARG005
            texts = [line.replace("\n", " ") for line in lines]
            starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
            document = cleaner.clean("\n".join(texts))
            state = {}
            for annotation in document.annotations:
                for number in range(int(np.searchsorted(starts, annotation.start, side="right")) - 1, len(texts)):
                    if starts[number] >= annotation.end:
                        break
                    state[number] = "removed" if annotation.applied else "proposed"
            for number, (text, label) in enumerate(zip(texts, labels, strict=True)):
                if text.strip():
                    counts[label, state.get(number, "kept")] += 1
        for label in ("spam", "ham"):
            total = sum(counts[label, each] for each in ("removed", "proposed", "kept"))
            print(f"| {name} | {label} | {total} | {counts[label, 'removed']} | {counts[label, 'proposed']} |")
    spam.weights = kept


def print_sources(corpus: Corpus, odds: Rows, blank: tuple[Any, Any, Any], limits: Rows) -> None:
    """Recall on each source of spam when no spam of that source was learned from."""
    print("\n| source left out | spam | recall % with it | recall % without it |\n| --- | --- | --- | --- |")
    sources = Counter(corpus.source[corpus.main & corpus.spam].tolist())
    for source, number in sources.most_common():
        if number < 10:
            continue
        at = np.flatnonzero((corpus.source == source) & corpus.main & corpus.spam)
        table = fit(corpus, corpus.source != source, *blank)
        limit = limits[0, corpus.limit[at]]
        without = odds_of(table, corpus, at) >= limit
        print(f"| {source} | {number} | {share((odds[at] >= limit).sum(), number)} | {share(without.sum(), number)} |")


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--quick"]
    if len(arguments) != 1:
        sys.exit("usage: python training/spam.py DATA [--quick]")
    data = Path(arguments[0])
    corpus = Corpus([*labelled(data), *others(data)])
    print(f"{len(corpus.lines)} lines, {len(set(corpus.group.tolist()))} groups")
    kinds = fit_kinds(corpus)
    blank = (kinds, np.zeros((2, 3), dtype=np.int64), np.zeros((2, 2 * spam.REACH * spam.STEP + 1)))
    if "--quick" in sys.argv:
        old = spam.weights()
        write(fit(corpus, np.ones(len(corpus.lines), dtype=bool), kinds, old.limits, old.chances))
        return
    runs = [crossed(corpus, seed, blank) for seed in SEEDS]
    limits = limits_of(corpus, [odds for odds, _ in runs])
    chances = chances_of(corpus, [odds for odds, _ in runs])
    write(fit(corpus, np.ones(len(corpus.lines), dtype=bool), kinds, limits, chances))
    print(f"limits {limits.tolist()}")
    for seed, (odds, tables) in zip(SEEDS, runs, strict=True):
        print_headline(corpus, odds >= limits[0, corpus.limit], f"score alone, likely, folds {seed}")
        ready = [replace(table, limits=limits, chances=chances) for table in tables]
        flagged, proposed = by_rule(corpus, ready, corpus.folds(seed))
        print_headline(corpus, flagged, f"whole rule, removed unasked, folds {seed}")
        print_headline(corpus, flagged | proposed, f"whole rule, removed or proposed, folds {seed}")
        print(f"law, medical and crackdown lines flagged: {((flagged | proposed) & np.isin(corpus.kind, TRIGGER)).sum()}")
        print("\n| whole pages | label | lines | removed | proposed |\n| --- | --- | --- | --- | --- |")
        print_pages(data, corpus, ready, corpus.folds(seed))
        if seed == SEEDS[0]:
            print_kinds(corpus, flagged | proposed)
            print_reliability(corpus, odds, chances)
    print_sources(corpus, runs[0][0], blank, limits)


def write(weights: spam.Weights) -> None:
    np.savez_compressed(spam.WEIGHTS, **{name: getattr(weights, name) for name in spam.Weights.__slots__})
    print(f"{spam.WEIGHTS.name}: {spam.WEIGHTS.stat().st_size} bytes")
    spam.weights.cache_clear()


if __name__ == "__main__":
    main()
