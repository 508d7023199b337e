"""Numbers become small SVG pictures: text stays text, each picture has a title, its words and its n.

One module a kind of picture over `svg`, which knows how a mark is written. Marks carry a class beside
their colour, so that a web page can recolour them for a dark screen.
"""
