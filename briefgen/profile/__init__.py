"""All that a user may declare, checked as a whole, with the house style."""
