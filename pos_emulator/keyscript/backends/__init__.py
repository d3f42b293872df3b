"""What scripts are played on: the core in virtual time, or a terminal and a line in real time."""
