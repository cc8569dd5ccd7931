"""How a file of any layout is read: which column feeds which field, how times are written, what words stand for (MIS-3)."""

from lantern.exchange.rules.mapping.fields import FIELDS, Field, Holds, fields_of
from lantern.exchange.rules.mapping.stated import FileMapping, MappingError

__all__ = ["FIELDS", "Field", "FileMapping", "Holds", "MappingError", "fields_of"]
