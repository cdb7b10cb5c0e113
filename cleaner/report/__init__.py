"""What a person sees: a view of a document's changes, drawn for a terminal."""
