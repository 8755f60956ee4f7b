"""What happens between the widgets, the storage and the engine. Knows QtCore; no widgets."""
