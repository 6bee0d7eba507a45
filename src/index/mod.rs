//! Keeps an engine index in step with a folder of reports.
