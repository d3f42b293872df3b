"""What carries the bytes: the only place that opens ports and sockets."""
