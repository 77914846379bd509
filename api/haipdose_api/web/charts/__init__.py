"""Pictures of a course as SVG: drawn on the server, no script, no inline style, and each also in words.

They show what the engine said and what was recorded. Floats here are places on a screen and never go anywhere else.
"""
