"""The engine's English texts in another language, at the edge: for pages and papers, never for the domain."""
