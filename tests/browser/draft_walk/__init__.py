"""The people of the walk of a draft through two versions."""
