"""The desktop program: window, controllers, storage and rendering around the engine."""
