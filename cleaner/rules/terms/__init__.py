"""Terms and names, compared with the glossary and, where it is known, with the source."""
