"""How the module behaves, sentence by sentence."""
