"""What the collection says as a whole."""
