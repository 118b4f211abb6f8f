"""How seals behave, sentence by sentence."""
