"""Rendering: every file of the site, from the linked texts, the templates and the data."""
