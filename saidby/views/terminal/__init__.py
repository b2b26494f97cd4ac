"""Pages for a terminal, drawn as styled lines: in colour on a screen, plain in a pipe, always the same words."""
