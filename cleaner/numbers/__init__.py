"""Numbers by value: what a text says in figures or words, read into exact rationals, whatever
language it says it in."""
