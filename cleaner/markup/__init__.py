"""What a text is written in (plain text, Markdown, HTML or code) and the parts of it that are markup, code or addresses."""
