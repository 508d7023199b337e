"""Editions over time: archive, numbers, changes, review."""
