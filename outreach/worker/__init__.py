"""The worker: sends what is due, on as many machines as wanted, until it is told to stop."""
