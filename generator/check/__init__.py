"""Checks of texts, data and files, each reported at its location, and of finished pages."""
