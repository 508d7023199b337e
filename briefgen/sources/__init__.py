"""From the world to articles: read and extract."""
