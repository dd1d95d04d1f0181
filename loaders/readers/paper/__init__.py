"""What formats of printed pages share: from glyphs and rules on a page to paragraphs and tables."""
