"""The modules behind build.py: Markdown and settings in, a checked static site out."""
