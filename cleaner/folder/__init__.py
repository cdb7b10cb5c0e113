"""Many texts: cleans files and folders, and reads what was written back.

totals = clean_folder(["articles"], "cleaned", Cleaner("en"))
for row, original, text in Cleaned(["cleaned"]).originals(): ...
"""

from cleaner.folder.clean import clean_folder, clean_stream
from cleaner.folder.cleaned import Cleaned, Row
from cleaner.folder.in_place import clean_in_place
from cleaner.folder.inputs import Input, suppression_files
from cleaner.folder.run import Sink, run, with_recurring
from cleaner.folder.sinks import StreamSink
from cleaner.folder.staged import Staged
from cleaner.folder.totals import Failure, Totals
from cleaner.folder.units import Reading, Unit
from cleaner.folder.walk import Walk, expand

__all__ = [
    "Cleaned",
    "Failure",
    "Input",
    "Reading",
    "Row",
    "Sink",
    "Staged",
    "StreamSink",
    "Totals",
    "Unit",
    "Walk",
    "clean_folder",
    "clean_in_place",
    "clean_stream",
    "expand",
    "run",
    "suppression_files",
    "with_recurring",
]
