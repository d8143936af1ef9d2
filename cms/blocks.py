"""Blocks of the editor: the flat sequence of a draft's parts, and what a text page is made of."""

import uuid
from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

NUMBER_LENGTH = 20  # as konsultasi.Passage keeps it
TEXT_LENGTH = 6000
RICH_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def legal(label: str, icon: str, *, number: bool = True, text: bool = True) -> blocks.StructBlock:
    """One part of a legal text: a number as printed and its words; `number`, `text`: must be filled."""
    return blocks.StructBlock(
        [
            ("number", blocks.CharBlock(required=number, max_length=NUMBER_LENGTH, label="Nomor")),
            ("text", blocks.TextBlock(required=text, max_length=TEXT_LENGTH, rows=2, label="Teks")),
        ],
        label=label,
        icon=icon,
        label_format="{number} {text}",
    )


class DraftBody(blocks.StreamBlock):
    """A draft, part by part, flat: the order says what belongs to what. Each part keeps its id for ever."""

    menimbang = legal("Menimbang", "bars", number=False, text=False)
    mengingat = legal("Mengingat", "bars", number=False, text=False)
    bab = legal("Bab", "title")
    bagian = legal("Bagian", "h2")
    paragraf = legal("Paragraf", "h3")
    pasal = legal("Pasal", "doc-full", text=False)
    ayat = legal("Ayat", "list-ol")
    huruf = legal("Huruf", "list-ul")
    angka = legal("Angka", "list-ol")
    teks = legal("Teks", "pilcrow", number=False)
    penjelasan = legal("Penjelasan", "info-circle", number=False, text=False)

    class Meta:
        collapsed = True
        max_num = 1500  # six fields a part: below DATA_UPLOAD_MAX_NUMBER_FIELDS

    def clean(self, value: Any) -> Any:
        """Two parts with one id (a crafted or pasted post) would share their answers: the later gets a new id."""
        cleaned = super().clean(value)
        seen: set[str] = set()
        for child in cleaned:
            if not child.id or child.id in seen:
                child.id = str(uuid.uuid4())
            seen.add(child.id)
        return cleaned


class PictureBlock(blocks.StructBlock):
    """A picture with its caption; the alt text is the picture's own description."""

    image = ImageChooserBlock(label="Gambar")
    caption = blocks.CharBlock(required=False, max_length=250, label="Keterangan")

    class Meta:
        icon = "image"
        label = "Gambar"
        template = "cms/blocks/picture.html"


class SeriesBlock(blocks.ListBlock):
    """Pictures in a row that tell something together."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PictureBlock(), min_num=2, max_num=12, **kwargs)

    class Meta:
        icon = "image"
        label = "Rangkaian gambar"
        template = "cms/blocks/series.html"


class RecordingBlock(blocks.StructBlock):
    """Sound or film kept on this site, always with its words in writing."""

    document = DocumentChooserBlock(label="Berkas")
    title = blocks.CharBlock(max_length=120, label="Judul")
    transcript = blocks.TextBlock(label="Isi dalam tulisan", help_text="Untuk warga yang tidak dapat mendengar.")


class AudioBlock(RecordingBlock):
    class Meta:
        icon = "media"
        label = "Rekaman suara"
        template = "cms/blocks/audio.html"


class VideoBlock(RecordingBlock):
    poster = ImageChooserBlock(required=False, label="Gambar pembuka")

    class Meta:
        icon = "media"
        label = "Video"
        template = "cms/blocks/video.html"


class AttachmentBlock(blocks.StructBlock):
    """A file to take home, named in words."""

    title = blocks.CharBlock(max_length=120, label="Nama berkas")
    document = DocumentChooserBlock(label="Berkas")

    class Meta:
        icon = "doc-full-inverse"
        label = "Lampiran"


class ContentBody(blocks.StreamBlock):
    """What an announcement or a standing page is made of."""

    judul = blocks.CharBlock(label="Judul bagian", icon="title", max_length=120, template="cms/blocks/heading.html")
    paragraf = blocks.RichTextBlock(label="Teks", icon="pilcrow", features=RICH_FEATURES)
    gambar = PictureBlock()


class MaterialBody(ContentBody):
    """Material for outreach: text, picture series, sound and film of our own."""

    rangkaian = SeriesBlock()
    suara = AudioBlock()
    video = VideoBlock()


class AttachmentsBody(blocks.StreamBlock):
    """Attachments in order."""

    berkas = AttachmentBlock()
