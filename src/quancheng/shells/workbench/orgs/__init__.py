"""机构与人员: the register of a government at the desk."""
