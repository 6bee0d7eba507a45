//! Reads folders: walks them, decodes files, picks a format and yields reports or read errors.
