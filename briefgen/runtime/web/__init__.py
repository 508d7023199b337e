"""One safe way to ask a web server for something: public addresses alone, within limits, each failure told apart."""

from briefgen.runtime.web.addresses import is_public, parse_target
from briefgen.runtime.web.client import Client, Fetched, Limits
from briefgen.runtime.web.failures import FetchError, Kind

__all__ = ["Client", "FetchError", "Fetched", "Kind", "Limits", "is_public", "parse_target"]
