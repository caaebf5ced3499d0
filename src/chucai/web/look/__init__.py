"""What all pages share: the stylesheet, the frame around a page, and the parts that templates are made of."""
