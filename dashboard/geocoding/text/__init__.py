"""Names as text: one spelling for all, the words around them, and distances."""
