"""The open part of a document (区分处理): what may not be seen is taken out, and proved to be gone."""
