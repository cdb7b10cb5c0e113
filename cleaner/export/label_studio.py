"""Findings as predictions for Label Studio, where annotators correct them.

Source: https://labelstud.io/guide/predictions. A task is a document; a finding is a region of its original with the rule as its label, and
its replacement as the text of the same region. Label Studio stores code points, as we do.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

import orjson

from cleaner import __version__
from cleaner.annotation import Annotation
from cleaner.export.named import Named
from cleaner.registry import COMPARED_IDS, RULE_IDS

COLOURS = ("#c62828", "#ad1457", "#6a1b9a", "#283593", "#00695c", "#2e7d32", "#9e6a00", "#4e342e")
"""Backgrounds of labels; the rule's name tells them apart, the colour only helps."""


def tasks(documents: Iterable[Named]) -> Iterator[str]:
    """A JSON list of tasks, in pieces.

    Args:
        documents: the documents.
    """
    yield "["
    between = "\n"
    for named in documents:
        yield between + orjson.dumps(_task(named)).decode()
        between = ",\n"
    yield "\n]\n"


def config() -> str:
    """The labelling interface that the tasks are made for, to be pasted into a project's settings."""
    labels = "\n".join(
        f"    <Label value={quoteattr(rule)} background={quoteattr(COLOURS[index % len(COLOURS)])}/>"
        for index, rule in enumerate((*RULE_IDS, *COMPARED_IDS))
    )
    return f"""<View>
  <Labels name="rule" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <TextArea name="replacement" toName="text" perRegion="true" editable="true" maxSubmissions="1" displayMode="region-list"/>
</View>
"""


def _task(named: Named) -> dict[str, Any]:
    document = named.document
    data = {"text": document.original, "path": named.path, "line": named.line, "language": document.language}
    result = [region for annotation in document.annotations for region in _regions(annotation)]
    score = min((annotation.confidence for annotation in document.annotations), default=1.0)
    return {"data": data, "predictions": [{"model_version": f"cleaner {__version__}", "score": score, "result": result}]}


def _regions(annotation: Annotation) -> Iterator[dict[str, Any]]:
    place = {"start": annotation.start, "end": annotation.end}
    label = {"id": annotation.id, "from_name": "rule", "to_name": "text", "type": "labels", "score": annotation.confidence}
    yield label | {
        "value": {**place, "text": annotation.found, "labels": [annotation.rule]},
        "meta": {"text": [annotation.message], "applied": annotation.applied},
    }
    if annotation.replacement is not None:
        area = {"id": annotation.id, "from_name": "replacement", "to_name": "text", "type": "textarea"}
        yield area | {"value": {**place, "text": [annotation.replacement]}}
