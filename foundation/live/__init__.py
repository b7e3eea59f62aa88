"""Live pages: server-sent events, one hub a process.

A page holds a signed token for its channels; the stream checks the signature and nothing else: no session, no database,
no thread. Events say only which part of a page changed (`{"name": "turnout"}`); pages fetch that part themselves, with
their own rights. Missed events heal at the next one, at reconnect, or by slow polling.
"""

from foundation.live.publish import push
from foundation.live.tokens import channels_of, token_for

__all__ = ["channels_of", "push", "token_for"]
