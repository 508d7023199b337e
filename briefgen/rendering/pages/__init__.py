"""What each audience's page prints of a Brief, as plain data for templates."""
