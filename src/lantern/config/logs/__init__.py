"""What is written into the log: one line a request and a line a fault; ids and places in the source, never contents."""
