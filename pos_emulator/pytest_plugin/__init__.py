"""The pytest plugin: collects `*.keys` files, and puts a terminal with its acquirer into fixtures."""
