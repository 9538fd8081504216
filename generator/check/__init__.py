"""What only the finished pages can show."""
