"""The parts of a decoder layer, each a small module."""
