"""用印与验章: the desk pages of seals, of the register of their use, and of looking at signatures."""
