"""The public face: `Cleaner`, its options, and `clean`."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from cleaner.choices import BOILERPLATE, DEFAULT_IDENTIFIER, DEFAULT_LEVEL, IDENTIFIERS, LINE_ENDINGS, SEGMENTERS, SPAM
from cleaner.document import Document, Given, Undecoded
from cleaner.errors import CleanerError, OptionError, TextError
from cleaner.failures import is_strict
from cleaner.glossary import Glossary, Matcher
from cleaner.glossary.store import shipped_glossary
from cleaner.languages.tags import parse
from cleaner.line_ends import with_line_feeds
from cleaner.pipeline import Pipeline, checked
from cleaner.registry import chosen
from cleaner.rules.view import Settings
from cleaner.suppressions import Suppressions

if TYPE_CHECKING:
    import pyarrow as pa

    from cleaner.glossary.dictionary import Dictionary
    from cleaner.recurrence import RecurringLines

BLOCK_TEXTS = 256
BLOCK_POINTS = 1 << 18
"""A block that is scanned at once holds at most so many texts and, unless one text alone is longer, so many code points."""

Text = str | tuple[str, str | None] | Given
"""A text to clean: alone, with the source text that it translates, or with all that is known about it."""


class Cleaner:
    """Cleans texts, always with the same options.

    Args:
        target: BCP-47 tag of the language the texts should be in; None identifies it text by text.
        source: BCP-47 tag of the language they were translated from.
        glossary: a `Glossary`, or a path or paths whose entries are laid over the one that ships; None takes that alone.
        select: rule ids and kinds to use; None uses all.
        ignore: rule ids and kinds to leave out.
        identifier: the language identifier to ask where scripts cannot tell: "py3langid" or "langdetect".
        segmenter: the Chinese segmenter: "rjieba" or "jieba".
        boilerplate: how aggressively to remove boilerplate lines: "off" removes none, "phrases" those that the phrase tables know, and
            "careful", "balanced" and "thorough" ask a learned score as well and remove more in this order.
        page: whether the texts are scraped pages, which have boilerplate around the article: True for all of them, False for none, None
            decides it text by text. In a text that is not a page no line is removed as boilerplate.
        spam: "learned" asks the learned score beside the hand-written signs of spam lines, "signs" leaves it to those.
        line_endings: "keep" leaves every line its own end, and what is put into a text gets the commonest one; "lf" makes all of them line feeds.
        recurring: lines that recur in the texts that will be cleaned (`RecurringLines.of`), or the path of a file that `save` wrote:
            in a web page they go more readily.
        dictionary: a `Dictionary`, or the path of a CC-CEDICT file, that is asked for what the glossary lacks; it proposes and nothing more.
        suppressions: findings that are left out: `Suppressions`, or the path of a suppressions file.
        strict: whether an error that a rule raises on some text is raised; otherwise it is kept in `Document.failures` and everything
            else is done. None asks the environment variable `CLEANER_STRICT`, which tests set to 1.

    Raises:
        OptionError: a tag, rule, kind or library is not known, or the recurring lines are none.
        GlossaryError: a glossary file is malformed, or the dictionary is none.
        InputError: the suppressions file is malformed.
        OSError: the glossary, the dictionary, the recurring lines or the suppressions file cannot be read.
    """

    def __init__(
        self,
        target: str | None = None,
        source: str = "zh",
        glossary: Glossary | str | Path | Iterable[str | Path] | None = None,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        *,
        identifier: str = DEFAULT_IDENTIFIER,
        segmenter: str = SEGMENTERS[0],
        boilerplate: str = DEFAULT_LEVEL,
        page: bool | None = None,
        spam: str = SPAM[0],
        line_endings: str = LINE_ENDINGS[0],
        recurring: "RecurringLines | str | Path | None" = None,
        dictionary: "Dictionary | str | Path | None" = None,
        suppressions: Suppressions | str | Path | None = None,
        strict: bool | None = None,
    ) -> None:
        for name, known, what in (
            (identifier, IDENTIFIERS, "identifier"),
            (segmenter, SEGMENTERS, "segmenter"),
            (boilerplate, BOILERPLATE, "level for boilerplate"),
            (spam, SPAM, "judge of spam"),
            (line_endings, LINE_ENDINGS, "treatment of line ends"),
        ):
            if name not in known:
                raise OptionError(f"unknown {what} {name!r}; choose one of {', '.join(known)}")
        if page is not None and not isinstance(page, bool):
            raise OptionError(f"page must be True, False or None, not {page!r}")
        self.target = parse(target).tag if target is not None else None
        self.source = parse(source).tag
        self.rules = chosen(select, ignore)
        self._identifier = identifier
        self._segmenter = segmenter
        self._boilerplate = boilerplate
        self._page = page
        self._strict = is_strict() if strict is None else strict
        self._spam = spam
        self._line_endings = line_endings
        if isinstance(recurring, (str, Path)):
            from cleaner.recurrence import RecurringLines

            recurring = RecurringLines.load(recurring)
        self._recurring = recurring
        if isinstance(glossary, (str, Path)):
            glossary = (glossary,)
        if glossary is not None and not isinstance(glossary, Glossary):
            glossary = Glossary.load(*glossary, shipped=True)
        self._glossary = glossary
        if isinstance(dictionary, (str, Path)):
            # its patterns are made when a dictionary is asked for: most runs have none
            from cleaner.glossary.dictionary import Dictionary

            dictionary = Dictionary.load(dictionary)
        self._dictionary = dictionary
        self._suppressions = Suppressions.load(suppressions) if isinstance(suppressions, (str, Path)) else suppressions or Suppressions()
        convert = line_endings == "lf"
        self._pipeline = Pipeline(self.rules, self._suppressions, strict=self._strict, convert_line_ends=convert)

    @property
    def _plain(self) -> dict[str, Any]:
        """The arguments of `Cleaner` that are plain values, apart from languages and rules."""
        return {
            "identifier": self._identifier,
            "segmenter": self._segmenter,
            "boilerplate": self._boilerplate,
            "page": self._page,
            "spam": self._spam,
            "line_endings": self._line_endings,
        }

    def __reduce__(self) -> tuple[Any, ...]:
        # automata and models are not sent to workers; each builds its own
        options = self._plain | {
            "recurring": self._recurring,
            "dictionary": self._dictionary,
            "suppressions": self._suppressions,
            "strict": self._strict,
        }
        return _rebuild, (self.target, self.source, self._glossary, self.rules, options)

    def altered(self, **changes: Any) -> "Cleaner":
        """A cleaner with the same options but for some.

        Args:
            changes: arguments of `Cleaner`.

        Raises:
            OptionError: as for `Cleaner`.
        """
        _, (target, source, glossary, rules, options) = Cleaner.__reduce__(self)
        same = {"target": target, "source": source, "glossary": glossary, "select": rules, **options}
        return Cleaner(**(same | changes))

    def with_recurring(self, recurring: "RecurringLines") -> "Cleaner":
        """A cleaner with the same options that knows which lines recur in the texts it will clean."""
        made = copy(self)
        made._recurring = recurring  # noqa: SLF001
        made.__dict__.pop("settings", None)  # it holds the recurring lines of this cleaner
        return made

    @property
    def options(self) -> dict[str, Any]:
        """Everything that decides what this cleaner does, as JSON; glossaries, suppressions and the dictionary by a digest.

        The lines that recur are not in it: they come from the texts.
        """
        suppressions = sorted(each.key for each in self._suppressions)
        return {
            "target": self.target,
            "source": self.source,
            "rules": list(self.rules),
            **self._plain,
            "glossary": self.glossary.digest,
            "dictionary": self._dictionary.digest if self._dictionary else None,
            "suppressions": blake2b(repr(suppressions).encode(), digest_size=8).hexdigest() if suppressions else None,
        }

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary in use."""
        return self._glossary if self._glossary is not None else shipped_glossary()

    @cached_property
    def settings(self) -> Settings:
        """What the rules are told."""
        source = parse(self.source)
        languages = self.glossary.index.terms.keys()
        term_source = source.code if source.code in languages else "zh"
        matchers = {code: Matcher(self.glossary, term_source, code) for code in languages - {term_source}}
        literals = {rule.id: rule.literals() for rule in self._pipeline.rules if rule.literals is not None}
        return Settings(
            target=parse(self.target) if self.target else None,
            source=source,
            identifier=self._identifier,
            segmenter=self._segmenter,
            matchers=matchers,
            literals=literals,
            boilerplate=self._boilerplate,
            page=self._page,
            learned=self._spam == "learned",
            recurring=self._recurring,
            dictionary=self._dictionary,
        )

    def clean(
        self,
        text: str,
        source_text: str | None = None,
        text_format: str | None = None,
        undecoded: tuple[Undecoded, ...] = (),
    ) -> Document:
        """Clean one text.

        Args:
            text: the text; any length.
            source_text: the text it is a translation of, when it is known.
            text_format: what it is written in: "plain", "markdown", "html", "subtitles" (their words alone) or "code", whose characters repairs leave alone; None tells it
                from the text.
            undecoded: bytes of its file that could not be decoded (`Decoded.undecoded`); they are named among the findings.

        Raises:
            TextError: the text or its source holds a lone surrogate.
            OptionError: the format is not known.
        """
        given = checked(Given(text, source_text, text_format, undecoded))
        if source_text is None:
            return self._pipeline.documents((given,), self.settings)[0]
        try:
            source_text.encode()
        except UnicodeEncodeError as error:
            raise TextError(f"the source text holds a lone surrogate at code point {error.start}") from None
        settings = replace(self.settings, source_text=with_line_feeds(source_text))
        return self._pipeline.documents((given,), settings)[0]

    @overload
    def pipe(self, texts: Iterable[Text], workers: int = 1, *, errors: Literal["raise"] = "raise") -> Iterator[Document]: ...
    @overload
    def pipe(self, texts: Iterable[Text], workers: int = 1, *, errors: Literal["return"]) -> Iterator[Document | CleanerError]: ...
    @overload
    def pipe(self, texts: Iterable[Text | None], workers: int = 1, *, errors: Literal["raise"] = "raise") -> Iterator[Document | None]: ...
    @overload
    def pipe(
        self, texts: Iterable[Text | None], workers: int = 1, *, errors: Literal["return"]
    ) -> Iterator[Document | CleanerError | None]: ...
    def pipe(
        self, texts: Iterable[Text | None], workers: int = 1, *, errors: Literal["raise", "return"] = "raise"
    ) -> Iterator[Document | CleanerError | None]:
        """Clean many texts, lazily and in their order.

        Args:
            texts: any iterable; it is read a few blocks ahead. An item is a text, a pair of a text and the source text it is a
                translation of, a `Given` with the arguments of `clean`, or None, which yields None.
            workers: processes that clean; 1 cleans in this one.
            errors: "raise" stops at a text that cannot be cleaned; "return" yields its error in its place and goes on.

        Raises:
            OptionError: `workers` is not at least 1, or a format is not known.
            TextError: a text holds a lone surrogate, and `errors` is "raise".
            WorkerError: worker processes keep dying.
        """
        if workers < 1:
            raise OptionError(f"workers must be 1 or more, not {workers}")
        return self._pipe(texts, workers, errors)

    def _pipe(self, texts: Iterable[Text | None], workers: int, errors: str) -> Iterator[Document | CleanerError | None]:
        results: Iterator[list[Document | CleanerError | None]]
        if workers == 1:
            results = map(self._clean_items, blocks(texts))
        else:
            from cleaner.pool import map_blocks

            results = map_blocks(self._clean_items, blocks(texts), workers)
        for block in results:
            for result in block:
                if isinstance(result, CleanerError) and errors == "raise":
                    raise result
                yield result

    def _clean_items(self, texts: Sequence[Text | None]) -> list[Document | CleanerError | None]:
        """`clean_block` of a block with None in it."""
        results = iter(self.clean_block([each for each in texts if each is not None]))
        return [None if each is None else next(results) for each in texts]

    def clean_block(self, texts: Sequence[Text]) -> list[Document | CleanerError]:
        """Clean a few texts that are scanned together; what cannot be cleaned is returned as its error."""
        given = [checked(Given(text) if isinstance(text, str) else Given(*text)) for text in texts]
        if all(each.source_text is None for each in given):
            try:
                return list(self._pipeline.documents(given, self.settings))
            except TextError:
                pass
        return [self._clean_or_error(each) for each in given]

    def _clean_or_error(self, given: Given) -> Document | CleanerError:
        try:
            return self.clean(*given)
        except TextError as error:
            return error

    def clean_batch(
        self,
        batch: "pa.RecordBatch | pa.Table | pa.ChunkedArray | pa.Array",
        column: str = "text",
        source_column: str | None = None,
        *,
        annotations_column: str | None = "annotations",
    ) -> "pa.RecordBatch | pa.Table | pa.ChunkedArray | pa.Array":
        """Clean texts in Arrow data.

        Args:
            batch: a RecordBatch or a Table with a column of texts, or an Array or a ChunkedArray of texts; or what gives a table by
                Arrow's PyCapsule interface, such as a Polars or pandas data frame. It is not changed. Texts are string,
                large_string, string_view, or a dictionary of these. Null stays null.
            column: name of the column; `a.b` is the field b of the column a, unless a column has this very name.
            source_column: name of the column with the source texts of which the texts are translations.
            annotations_column: name of the column to add, of the type `cleaner.arrow.ANNOTATIONS` (a list of structs; `evidence` is
                JSON). One of an earlier run is replaced. None adds none.

        Returns:
            The same kind of data and the same types, with the texts cleaned and the annotations as the last column. An array comes
            back as an array of structs with the fields `text` and `annotations`; without annotations, as an array of texts. A rule
            that failed on a text is reported by a `RuleFailureWarning`.

        Raises:
            OptionError: there is no such column of texts, or the column for the annotations holds something else.
            TextError: a text is not UTF-8.
        """
        from cleaner.arrow import clean_batch

        return clean_batch(self.pipe, batch, column, source_column, annotations_column)


def _rebuild(target: str | None, source: str, glossary: Glossary | None, rules: tuple[str, ...], options: dict[str, Any]) -> Cleaner:
    return Cleaner(target, source, glossary, select=rules, **options)


def blocks(texts: Iterable[Text | None]) -> Iterator[list[Text | None]]:
    """Cut a stream of texts into blocks that are scanned together."""
    block: list[Text | None] = []
    points = 0
    for text in texts:
        size = 0 if text is None else len(text) if isinstance(text, str) else len(text[0])
        if block and (len(block) == BLOCK_TEXTS or points + size > BLOCK_POINTS):
            yield block
            block, points = [], 0
        block.append(text)
        points += size
    if block:
        yield block


def clean(text: str, target: str | None = None, source: str = "zh", *, text_format: str | None = None, **options: Any) -> Document:
    """Clean one text; a `Cleaner` does many with the same options faster.

    Args:
        text: the text.
        target, source, options: as for `Cleaner`.
        text_format: as for `Cleaner.clean`.

    Raises:
        TextError: the text holds a lone surrogate.
        OptionError: an option is not one the package knows.
    """
    return _cleaner(target, source, options).clean(text, text_format=text_format)


MAX_KEPT = 16
"""Cleaners that `clean` keeps: programs use a few sets of options, and each cleaner holds its tables."""
NOT_KEPT = frozenset({"glossary", "dictionary", "recurring", "suppressions"})
"""Options that may name files, which may change between calls."""


def _cleaner(target: str | None, source: str, options: dict[str, Any]) -> Cleaner:
    """The cleaner for some options, kept so that repeated calls do not build it again."""
    if not NOT_KEPT.isdisjoint(options):
        return Cleaner(target, source, **options)
    plain = {name: tuple(value) if isinstance(value, (list, set, frozenset)) else value for name, value in options.items()}
    return _kept(target, source, tuple(sorted(plain.items())))


@lru_cache(maxsize=MAX_KEPT)
def _kept(target: str | None, source: str, options: tuple[tuple[str, Any], ...]) -> Cleaner:
    return Cleaner(target, source, **dict(options))
