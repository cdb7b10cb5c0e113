"""Whether a text is a scraped page."""

from cleaner.rules.view import View


def probability(view: View) -> float:  # noqa: ARG001
    """Probability that a text is a scraped page: an article with menus, notices and links around it.

    Args:
        view: the text.
    """
    return 1.0
