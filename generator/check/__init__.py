"""Checks of texts, data and files, each reported at its place, and of finished pages."""
