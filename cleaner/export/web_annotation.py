"""Findings as W3C Web Annotations: JSON-LD that annotation servers and readers take in.

Source: https://www.w3.org/TR/annotation-model/. Each finding points at the original, by its characters with those around them and by its
position in code points, as the standard asks; so it is found again when the text has moved.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid5

import orjson

from cleaner import __version__
from cleaner.annotation import SURROUNDINGS, Annotation
from cleaner.export.mapping import dismissed, labels
from cleaner.export.named import Named

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = UUID("b1e0f0a4-6d5c-4f0e-9a35-3c1f7f3a2d10")
"""What the ids of annotations are made in; any other constant would do."""


def collection(documents: Iterable[Named]) -> Iterator[str]:
    """One annotation collection with all findings, in pieces.

    Args:
        documents: the documents, in the order in which their findings should stand.
    """
    head = {"@context": CONTEXT, "type": "AnnotationCollection", "label": "findings of cleaner", "generator": _generator()}
    yield f'{_json(head)[:-1]},"first":{{"type":"AnnotationPage","startIndex":0,"items":['
    total = 0
    digest = blake2b(digest_size=16)
    for named in documents:
        for annotation in named.document.annotations:
            item = _annotation(named, annotation)
            digest.update(item["id"].encode())
            yield (",\n" if total else "\n") + _json(item)
            total += 1
    own = digest.hexdigest()
    yield f'\n],"id":"{_urn(f"page {own}")}"}},"total":{total},"id":"{_urn(f"collection {own}")}"}}\n'


def _annotation(named: Named, annotation: Annotation) -> dict[str, Any]:
    original = named.document.original
    start, end = annotation.start, annotation.end
    called = labels(annotation.rule, annotation.kind)
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "language": "en", "value": annotation.message},
        {"type": "TextualBody", "purpose": "tagging", "value": annotation.rule},
        {"type": "TextualBody", "purpose": "classifying", "value": called.mqm},
    ]
    if annotation.replacement is not None:
        edit = {"type": "TextualBody", "purpose": "editing", "format": "text/plain", "value": annotation.replacement}
        bodies.insert(0, edit | ({"language": named.document.language} if named.document.language else {}))
    quote = {
        "type": "TextQuoteSelector",
        "exact": annotation.found,
        "prefix": original[max(0, start - SURROUNDINGS) : start],
        "suffix": original[end : end + SURROUNDINGS],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    reason = dismissed(annotation)
    if reason is not None:
        bodies.append({"type": "TextualBody", "purpose": "moderating", "format": "text/plain", "value": reason})
    return {
        "id": _urn(f"{named.source} {annotation.id}"),
        "type": "Annotation",
        "motivation": "highlighting" if annotation.replacement is None else "editing",
        "body": bodies,
        "target": {"source": named.source, "selector": [quote, position]},
    }


def _generator() -> dict[str, str]:
    return {"type": "Software", "name": f"cleaner {__version__}"}


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE, name)}"


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
