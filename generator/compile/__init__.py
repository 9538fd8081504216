"""One text alone, to HTML with numbered marks."""
