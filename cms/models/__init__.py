"""Pages and files of the site."""

from cms.models.announcements import AnnouncementIndexPage, AnnouncementPage, AnnouncementTag
from cms.models.base import SitePage
from cms.models.drafts import LegalKind, PolicyDraftIndexPage, PolicyDraftPage
from cms.models.files import Download, Picture, PictureSize
from cms.models.home import HomePage, StandardPage
from cms.models.imports import DraftImport
from cms.models.materials import MaterialIndexPage, MaterialPage, MaterialTag
from cms.models.services import ServiceIndexPage, ServicePage

__all__ = [
    "AnnouncementIndexPage",
    "AnnouncementPage",
    "AnnouncementTag",
    "Download",
    "DraftImport",
    "HomePage",
    "Picture",
    "LegalKind",
    "MaterialIndexPage",
    "MaterialPage",
    "MaterialTag",
    "PolicyDraftIndexPage",
    "PolicyDraftPage",
    "PictureSize",
    "ServiceIndexPage",
    "ServicePage",
    "SitePage",
    "StandardPage",
]
