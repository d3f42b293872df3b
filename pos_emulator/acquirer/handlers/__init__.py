"""One file for each family of messages; `table` says which function answers which kind."""
