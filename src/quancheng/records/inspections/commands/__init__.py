"""What the kit does: sheets come in, materials are gathered, tasks are laid, packages leave."""
