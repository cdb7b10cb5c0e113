"""What a person sees: the HTML report of a cleaned folder, and changes on a terminal."""
