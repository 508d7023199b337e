"""What a series is made of, fetched into its inbox: each article once, none lost, and how each source is."""
