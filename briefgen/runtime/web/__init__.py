"""One safe way to ask a web server for something: public addresses alone, within limits, each failure told apart.

Who asks takes `client` by its own name: HTTP and TLS take a tenth of a second to load, and a profile only looks at addresses.
"""

from briefgen.runtime.web.addresses import is_public, parse_target
from briefgen.runtime.web.failures import FetchError, Kind

__all__ = ["FetchError", "Kind", "is_public", "parse_target"]
