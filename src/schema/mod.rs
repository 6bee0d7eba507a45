//! The index schema: which facets there are, which names stand for which of their values, and how
//! texts are cut. Read from a folder of plain files, strictly: errors say file, line and key.
