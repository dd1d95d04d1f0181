"""What exists in the graph and what it is called: terms, code lists, records, IRIs, divisions and errors."""
