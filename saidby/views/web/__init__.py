"""A story as pages to look at: the desk serves them, and a folder of them opens from disk without scripts."""
