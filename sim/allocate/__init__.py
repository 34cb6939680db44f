"""The best division of a recurring service budget over the layers and the other levers that are money."""
