"""Compiling one text: its block structure, its inline structure, and its HTML with numbered marks."""
