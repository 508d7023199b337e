"""What we know of English: words, actors, days, figures, speech."""
