"""Who and what comes in: hosts, origins, people and their rights, sizes, and what a browser may do with an answer."""
