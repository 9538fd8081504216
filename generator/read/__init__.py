"""Reads files into typed values, each with its location."""
