"""datatrove's chain for `throughput.py`, run by an interpreter that has datatrove: ftfy, then the C4, Gopher and FineWeb filters.

Reads an object of texts by corpus as JSON from standard input and prints MB per second of processor time by corpus. Languages are not
filtered, because the identifier that datatrove wants is downloaded when it runs.
"""

import json
import sys
import time

from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.pipeline.formatters import FTFYFormatter


def main() -> None:
    formatter = FTFYFormatter()
    filters = [GopherRepetitionFilter(), GopherQualityFilter(), C4QualityFilter(filter_no_terminal_punct=False), FineWebQualityFilter()]
    made = {}
    for name, texts in json.load(sys.stdin).items():
        for each in filters:
            each.filter(Document(text="Warm up: one line of text.", id="0"))
        started = time.process_time()
        for number, text in enumerate(texts):
            document = Document(text=formatter.format(text), id=str(number))
            for each in filters:
                each.filter(document)
        made[name] = sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - started)
    print(json.dumps(made))


if __name__ == "__main__":
    main()
