"""What is kept of files that come in, and how the files of each sender are read."""

from lantern.exchange.models.delivery import Delivery
from lantern.exchange.models.received import FileBody, ReceivedFile, ReceivedRow
from lantern.exchange.models.source import Source, WaitingFile

__all__ = ["Delivery", "FileBody", "ReceivedFile", "ReceivedRow", "Source", "WaitingFile"]
