"""Who may see a record, and why: the only way to obtain one."""
