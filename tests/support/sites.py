"""Schools' websites, built for a test."""

from pathlib import Path

from clausework.model.document import Document
from clausework.query.published import Published
from clausework.render.common.letterhead import Letterhead
from clausework.render.web.site import write
from clausework.render.web.web import Download, shared
from tests.support.pages import Page
from tests.support.samples import WARDEN_HILL, pages_of, sample

POLICY_PAGE = "social-networking/index.html"
HOSTILE = (
    "<script>alert(1)</script> *x* _y_ `z` [a](javascript:alert(1)) \"onload='1' {{ x }} "
    "{% y %} {# z #} &lt; # !ENV ${HOME} \\ 😀 ë: - |"
)
# The theme's two hidden switches, which its scripts need.
OF_THE_THEME = "Attribute “autocomplete” is only allowed when the input type is"


def text_of_policy(html: str) -> list[str]:
    """The words of a policy's text on its page, with numbers and footnotes, without what the page
    has beside them.
    """
    beside = ("source", "sup", "note-number", "back", "around", "footer")
    return Page(html.partition('<div class="sections">')[2], beside).text.split()


def site(school: str, out: Path) -> Path:
    """The site of an example school."""
    return site_of(*sample(school)[:2], out)


def site_of(document: Document, school: Letterhead, out: Path) -> Path:
    """A site with one document."""
    return site_with(Published(document), school, out)


def site_with(one: Published, school: Letterhead, out: Path) -> Path:
    """A site with one document and what is published with it."""
    policy = one.document.policy
    downloads = [
        Download(policy, "pdf", "documents/social-networking.pdf", 62_311, 7),
        Download(policy, "word", "documents/social-networking.docx", 24_100, None),
    ]
    templates = sample(WARDEN_HILL)[2]
    own = pages_of([one], school, downloads, templates)
    write({**shared(school.fonts, templates), **own}, out)
    return out
