"""The commands of ``zelian``, a module for each group of them."""
