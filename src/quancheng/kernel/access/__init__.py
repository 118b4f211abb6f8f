"""Access: who acts, who may see what, who may come to the desk. One policy, asked by every surface."""
