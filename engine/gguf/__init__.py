"""Reading GGUF files: their layout, their description of a model, their tokenizer. No torch."""
