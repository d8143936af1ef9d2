"""The steps of the walk of proposals over two plan years."""
