"""What the program can do, one file a command; each offers a click command named `command`."""
