"""Reads of information governance, in whole partnerships: what a viewer must not see is left out by `of_viewer`."""
