"""An agent-based market in which loyalty stands on a five-layer satisfaction ladder."""

__version__ = "0.1.0"
