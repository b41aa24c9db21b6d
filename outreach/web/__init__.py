"""The pages that we serve to a browser. Beside the command line, which opens the door; only here is HTTP spoken."""
