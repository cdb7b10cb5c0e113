"""The format of a text (plain text, Markdown, HTML or code), and its markup, code and addresses."""
