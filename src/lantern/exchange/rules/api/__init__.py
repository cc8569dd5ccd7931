"""What systems may say to Lantern and are told by it: the messages, the answers, the problems, and all of it in words."""
