"""The blocks editors write with. A block holds data; its template hands the data to a component.

Groups follow the editors' own: text, media, exercise, reference.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
INLINE_FEATURES = ["bold", "italic", "link"]


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        description = _("Paragraphs, headings and lists")
        template = "content/blocks/text.html"
        preview_value = "<p>Spørg åbent, og skriv borgerens egne ord.</p>"


class RuleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    text = blocks.RichTextBlock(label=_("The rule"), features=["bold", "italic", "ul"])

    class Meta:
        icon = "pin"
        label = _("Rule to remember")
        group = _("Text")
        description = _("One rule that decides, in a box of its own")
        template = "content/blocks/rule.html"
        preview_value = {"title": "Hvad tæller med?", "text": "<p>Hjælpemidler og medicin tæller med.</p>"}


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Who says it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = _("Text")
        description = _("Words of a citizen or a colleague")
        template = "content/blocks/quote.html"
        preview_value = {"text": "Jeg vil gerne kunne invitere min bror på mad.", "source": "Borger"}


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Step by step")
        group = _("Text")
        description = _("A numbered list of things to do in order")
        template = "content/blocks/steps.html"
        preview_value = {"items": ["Afgræns formålet", "Vælg temaer", "Aftal, hvem der spørges"]}


class CompareBlock(blocks.StructBlock):
    left_title = blocks.CharBlock(label=_("Heading, left"), max_length=80)
    left = blocks.RichTextBlock(label=_("Text, left"), features=INLINE_FEATURES)
    right_title = blocks.CharBlock(label=_("Heading, right"), max_length=80)
    right = blocks.RichTextBlock(label=_("Text, right"), features=INLINE_FEATURES)

    class Meta:
        icon = "copy"
        label = _("Two side by side")
        group = _("Text")
        description = _("Two ways of writing the same thing")
        template = "content/blocks/compare.html"
        preview_value = {
            "left_title": "Før",
            "left": "<p>Klarer sig dårligt hjemme.</p>",
            "right_title": "Efter",
            "right": "<p>Laver enkel mad selv, men glemmer gryden.</p>",
        }


class ScheduleRowBlock(blocks.StructBlock):
    phase = blocks.CharBlock(label=_("Phase"), max_length=20, required=False)
    activity = blocks.CharBlock(label=_("Activity"), max_length=160)
    when = blocks.CharBlock(label=_("When"), max_length=120, required=False)
    outcome = blocks.CharBlock(label=_("What comes out"), max_length=240, required=False)

    class Meta:
        icon = "date"
        label = _("Row")


class ScheduleBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("What the table shows"), max_length=160)
    rows = blocks.ListBlock(ScheduleRowBlock(), label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Schedule")
        group = _("Text")
        description = _("The activities of a programme in order")
        template = "content/blocks/schedule.html"
        preview_value = {
            "caption": "Forløbet i fire faser",
            "rows": [{"phase": "1", "activity": "Planlægningsmøde", "when": "2 timer", "outcome": "Tidsplan"}],
        }


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        help_text=_("What must one know when the image is missing?"),
        max_length=250,
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        group = _("Media")
        description = _("A picture that teaches something")
        template = "content/blocks/image.html"


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("What the link says"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("File")
        group = _("Media")
        description = _("A file to download")
        template = "content/blocks/file.html"


class ReflectionBlock(blocks.StructBlock):
    question = blocks.TextBlock(label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Think about it")
        group = _("Exercise")
        description = _("A question to think about; nothing is stored")
        template = "content/blocks/reflection.html"
        preview_value = {"question": "Hvad ville du have skrevet?"}


class LinkBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=300,
        help_text=_("Only when it is not a page of the portal. Begins with https:// or /."),
    )
    title = blocks.CharBlock(label=_("What the link says"), max_length=120)
    text = blocks.CharBlock(label=_("What you find there"), required=False, max_length=240)

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        address = cleaned.get("url", "")
        if address and not address.startswith(("https://", "http://", "/")):
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Begin the address with https:// or /."))}
            )
        return cleaned


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Links")
        group = _("Reference")
        description = _("Doors to other pages, with a line on what is there")
        template = "content/blocks/links.html"


class LawReferenceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Law and section"), max_length=160)
    url = blocks.URLBlock(label=_("Address at retsinformation.dk"), required=False)
    checked_on = blocks.DateBlock(label=_("Checked on"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Reference to law")
        group = _("Reference")
        description = _("A section of a law, with the day it was checked. The portal gives no legal advice.")
        template = "content/blocks/law.html"
        preview_value = {"text": "Serviceloven § 141, stk. 2", "url": "", "checked_on": "2026-11-02"}


BODY_BLOCKS = [
    ("text", TextBlock(features=RICH_TEXT_FEATURES)),
    ("rule", RuleBlock()),
    ("quote", QuoteBlock()),
    ("steps", StepsBlock()),
    ("compare", CompareBlock()),
    ("schedule", ScheduleBlock()),
    ("image", ImageBlock()),
    ("file", FileBlock()),
    ("reflection", ReflectionBlock()),
    ("links", LinksBlock()),
    ("law", LawReferenceBlock()),
]
