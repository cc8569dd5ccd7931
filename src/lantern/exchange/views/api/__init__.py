"""How agencies' systems are answered: their credential, the operations, and what is said when something is wrong."""
