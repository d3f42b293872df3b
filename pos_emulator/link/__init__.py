"""The line between terminal and host: frames, retries, faults, transports."""
