"""What a domain publishes about its mail in the DNS: who may send for it, its keys, what others are to do."""
