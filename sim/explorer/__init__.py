"""One firm's levers as sliders, and what moving them does, on a page."""
