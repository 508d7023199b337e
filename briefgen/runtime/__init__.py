"""What the program needs of its machine: held processes, files, secrets, named extensions."""
