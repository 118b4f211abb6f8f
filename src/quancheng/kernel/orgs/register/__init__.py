"""The register as rows: what an xlsx file and the model city hand over. Pure but for `load` and `write`.

A file is laid beside the register, row by row; the register that would come of it is checked as a whole; only
then is anything written. What a file does not name stays as it is.
"""
