"""Mails that leave after the commit of what they tell, and only then.

    outbox.post(to=address, template="regions/invitation", language="ru", context={"region": region.name, "path": path})

writes a row in the caller's transaction and wakes a worker after the commit; the sweep finds what was missed. The texts
stand in `templates/emails/<app>/<name>_subject.txt` and `_body.txt` (which extends `emails/body.txt`) and are rendered
in the receiver's language when the mail is sent, always with `site`, the address of this platform: `{{ site }}{{ path }}`.
Nothing leaves before the commit. What a crashed worker leaves claimed is sent again: at least once, with one Message-ID.
"""

from foundation.outbox.posting import Attachment, forget_address, post
from foundation.outbox.sending import forget_old, send, unsent

__all__ = ["Attachment", "forget_address", "forget_old", "post", "send", "unsent"]
