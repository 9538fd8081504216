"""What a person can ask of the program, one file a command."""
