"""Reads every sentence once."""
