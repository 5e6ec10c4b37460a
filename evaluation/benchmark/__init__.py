"""What our speed is, measured against a peer in the same run."""
