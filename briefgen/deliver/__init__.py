"""Editions to their readers, never twice and never silently."""
