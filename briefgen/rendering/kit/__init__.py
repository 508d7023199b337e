"""The template kit: copies of the built-in templates, their check with sample briefs, their preview."""
