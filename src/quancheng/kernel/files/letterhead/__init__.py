"""Official letters as docx and pdf, in the layout of 《党政机关公文格式》 (GB/T 9704)."""

from quancheng.kernel.files.letterhead.letter import (
    Block,
    Box,
    Column,
    Grid,
    Heading,
    Letter,
    Ruled,
    Subheading,
    Text,
    in_chinese,
    paragraphs_of,
)
from quancheng.kernel.files.letterhead.pages import PDF_TYPE, as_html, as_pdf
from quancheng.kernel.files.letterhead.paper import DOCX_TYPE, as_docx

__all__ = [
    "DOCX_TYPE",
    "PDF_TYPE",
    "Block",
    "Box",
    "Column",
    "Grid",
    "Heading",
    "Letter",
    "Ruled",
    "Subheading",
    "Text",
    "as_docx",
    "as_html",
    "as_pdf",
    "in_chinese",
    "paragraphs_of",
]
