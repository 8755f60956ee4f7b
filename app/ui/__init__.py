"""Widgets. They show states and emit wishes; controllers change the states."""
