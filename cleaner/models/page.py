"""How likely a text is a scraped page: an article with menus, notices and links around it.

A few small trees over features of the document (`page_features`). Sums are of whole numbers, so the
score is the same on every machine. The card is in `page.md`, the recipe in
`training/boilerplate.py`.
"""

from functools import cache
from pathlib import Path

from cleaner.errors import ModelError
from cleaner.models import tables, trees
from cleaner.models.line_features import Floats
from cleaner.models.page_features import row
from cleaner.models.trees import Trees

WEIGHTS = Path(__file__).with_name("page.npz")
REMEDY = "install the package again, or say whether the texts are pages (page=True or page=False)"


def probability(features: Floats, weights: Trees) -> float:
    """Probability that a document is a scraped page.

    Args:
        features: of the document (`page_features.document_features`).
        weights: the trees.
    """
    return float(weights.probabilities(row(features))[0])


@cache
def weights(path: Path = WEIGHTS) -> Trees:
    """The trees from their file, read once.

    Raises:
        ModelError: the file is missing or damaged.
    """
    made = Trees(**tables.read(path, trees.NAMES, REMEDY))
    if not made.fits(FEATURES):
        raise ModelError(f"{path} is damaged (its tables do not fit this version): {REMEDY}")
    return made


FEATURES = 154
"""Features of a document."""
