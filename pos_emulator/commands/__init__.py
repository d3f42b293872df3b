"""The command line, one module a subcommand; each is loaded when it is asked for."""
