"""The commands of the language: one table that parses, explains and lists them."""
