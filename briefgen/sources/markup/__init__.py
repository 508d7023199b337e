"""What HTML says: its characters, its lines of text, what a page tells of itself, and which part is the article."""
