"""Records, chains and reports as text and as pages that stand alone."""
