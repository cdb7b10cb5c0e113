"""Findings as a spaCy DocBin: a `Doc` for each original, its findings in `doc.spans["cleaner"]`.

Source: https://spacy.io/api/docbin. spaCy's spans are made of tokens, so a finding inside a token is widened to it; its own offsets, in
code points, and all else that is known of it stand in `doc.user_data["cleaner"]`, under the id that the span has as `span.id_`.
Needs spaCy: `pip install 'cleaner[spacy]'`.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

from cleaner.annotation import Annotation
from cleaner.errors import OptionError
from cleaner.export.named import Named

GROUP = "cleaner"
"""Name of the span group, and of the entry in the user data."""
MANY = "xx"
"""spaCy's language for all the others."""
LONGEST = 1 << 40
"""A blank pipeline needs no memory beyond its text, so none is too long."""


def docbin(documents: Iterable[Named]) -> bytes:
    """The bytes of a DocBin, as `DocBin().from_bytes` and `from_disk` read them.

    Args:
        documents: the documents.

    Raises:
        OptionError: spaCy is not installed.
    """
    tokens = _spacy("spacy.tokens")
    packed = tokens.DocBin(attrs=(), store_user_data=True)
    for named in documents:
        packed.add(_doc(named))
    data: bytes = packed.to_bytes()
    return data


def _doc(named: Named) -> Any:
    document = named.document
    doc = _tokenizer((document.language or MANY).split("-", maxsplit=1)[0])(document.original)
    doc.spans[GROUP] = [_span(doc, each) for each in document.annotations]
    annotations = [annotation.to_dict() for annotation in document.annotations]
    doc.user_data[GROUP] = {"path": named.path, "line": named.line, "language": document.language, "annotations": annotations}
    return doc


def _span(doc: Any, annotation: Annotation) -> Any:
    """The tokens that a finding touches."""
    start, said = annotation.start, {"label": annotation.rule, "span_id": annotation.id, "alignment_mode": "expand"}
    span = doc.char_span(start, annotation.end, **said)
    if span.start_char > start:
        # a space belongs to the token before it
        span = doc.char_span(start - 1, annotation.end, **said)
    return span


@cache
def _tokenizer(language: str) -> Callable[[str], Any]:
    """The tokenizer of a language, or that of all languages where spaCy has none or it needs another library."""
    spacy = _spacy("spacy")
    try:
        pipeline = spacy.blank(language)
    except ImportError:
        pipeline = spacy.blank(MANY)
    pipeline.max_length = LONGEST
    make: Callable[[str], Any] = pipeline.make_doc
    return make


def _spacy(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise OptionError("this format needs spaCy, which is not installed: pip install 'cleaner[spacy]'") from None
