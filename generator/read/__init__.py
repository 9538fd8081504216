"""Files to typed values: each file once, every value with its place."""
