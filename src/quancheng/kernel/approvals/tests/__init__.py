"""How approvals behave, sentence by sentence."""
