"""Small learned tables, each with the card that says what it was made from and how good it is."""
