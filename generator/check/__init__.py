"""What texts, data and files must say, each at its place; and what only finished pages can show."""
