//! Finds declared names in text, resolves them to entities and keeps the evidence.
