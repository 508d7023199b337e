"""The ways in: the command line and the run by itself."""
