"""DiffusionGemma's text model: one stack of weights that encodes and denoises."""
