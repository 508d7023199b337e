"""Builds a Brief, and proves one."""
