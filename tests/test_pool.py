"""Worker processes: the same documents in the same order, and a worker that dies costs nothing."""

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys

import pytest

import cleaner
from cleaner import Cleaner, OptionError, TextError, WorkerError
from cleaner.api import BLOCK_TEXTS
from cleaner.pool import AHEAD

CLEANER = Cleaner(target="en", select=["encoding", "invisible"])
TEXTS = [f"number {number} tele\u200bcom &amp; more" for number in range(BLOCK_TEXTS * 9 + 7)]
EXPECTED = [CLEANER.clean(text) for text in TEXTS]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_same_documents_in_the_same_order(workers):
    """Any number of workers gives what one text at a time gives."""
    assert list(CLEANER.pipe(TEXTS, workers)) == EXPECTED


def test_all_rules_in_workers():
    """The glossary and the models are there in a worker as well."""
    english = Cleaner(target="en")
    texts = ["large losses and strong public反响."] * 3
    assert list(english.pipe(texts, 2)) == [english.clean(text) for text in texts]


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_is_read_before_it_is_asked_for(workers):
    """An endless stream is read a few blocks ahead, no further."""
    read = itertools.count()
    results = CLEANER.pipe((f"text {next(read)}" for _ in itertools.repeat(None)), workers)
    assert next(read) == 0
    first = [next(results).text for _ in range(3)]
    results.close()
    assert first == ["text 1", "text 2", "text 3"]
    assert next(read) <= BLOCK_TEXTS * (workers * AHEAD + 2)


def test_no_texts():
    """Nothing in, nothing out."""
    assert list(CLEANER.pipe([], 2)) == []


def test_killed_workers_lose_nothing():
    """When every worker is killed in the middle, what they had is cleaned by new ones."""
    results = CLEANER.pipe(iter(TEXTS), 2)
    documents = [next(results)]
    for worker in multiprocessing.active_children():
        os.kill(worker.pid, signal.SIGKILL)
    documents += results
    assert documents == EXPECTED


def test_workers_killed_again_and_again():
    """One worker dies after every block, and still all is there and in order."""
    results = CLEANER.pipe(iter(TEXTS), 2)
    documents = []
    for number, document in enumerate(results):
        documents.append(document)
        if number % (BLOCK_TEXTS * 3) == 0:
            for worker in multiprocessing.active_children()[:1]:
                os.kill(worker.pid, signal.SIGKILL)
    assert documents == EXPECTED


DEADLY = """
import os, signal, cleaner
from cleaner.pool import map_blocks

class Deadly(cleaner.Cleaner):
    def __reduce__(self):
        return Deadly, ("en", "zh", None, self.rules)
    def clean_block(self, texts):
        if "deadly" in texts:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().clean_block(texts)

def main():
    deadly = Deadly("en", select=["encoding", "invisible"])
    blocks = [["a &amp; b"], ["one", "deadly"], ["c &lt; d"]]
    for result in map_blocks(deadly.clean_block, blocks, 2):
        print([getattr(each, "text", type(each).__name__) for each in result])

if __name__ == "__main__":
    main()
"""


def test_block_that_kills_every_worker_is_given_up(tmp_path):
    """A text that no worker survives is reported, and the others are cleaned."""
    script = tmp_path / "deadly.py"
    script.write_text(DEADLY)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=600, check=False)
    assert done.stdout.splitlines() == ["['a & b']", "['WorkerError', 'WorkerError']", "['c < d']"], done.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_text_with_a_surrogate_is_returned_as_its_error(workers):
    """With errors="return" the error stands in the text's place, and its neighbours are cleaned."""
    texts = [*TEXTS[:3], "bad \ud800", *TEXTS[3:6]]
    results = list(CLEANER.pipe(texts, workers, errors="return"))
    assert isinstance(results[3], TextError)
    assert "U+D800" in str(results[3])
    assert results[:3] + results[4:] == EXPECTED[:6]


@pytest.mark.parametrize("workers", [1, 2])
def test_text_with_a_surrogate_stops_a_run_that_asks_for_it(workers):
    """By default the error is raised, after the texts before it."""
    results = CLEANER.pipe([TEXTS[0], "bad \ud800", TEXTS[1]], workers)
    assert next(results) == EXPECTED[0]
    with pytest.raises(TextError):
        next(results)


def test_at_least_one_worker():
    """No workers is wrong usage, said when asked and not when read."""
    with pytest.raises(OptionError, match="workers must be 1 or more, not 0"):
        CLEANER.pipe([], 0)


def test_worker_error_is_ours():
    """Who catches `CleanerError` catches dying workers too."""
    assert issubclass(WorkerError, cleaner.CleanerError)
