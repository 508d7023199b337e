"""Pages as bytes: PDF, web page, e-mail and plain text."""
