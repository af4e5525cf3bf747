"""What lies beside data in a folder or a zip: notes, papers, system files, parts of a shapefile.

None of it is an error, and none of it is passed over unseen but what no person put there.
"""

from pathlib import Path, PurePosixPath

# Left behind by systems and programs: nobody knows that they are there.
LEFT_BEHIND = ("Thumbs.db", "desktop.ini", "__MACOSX")
# Papers by their content, and the names that go with it. A paper under the name of data is a
# mistake that somebody should hear of.
PAPERS = {
    "a PDF document": (".pdf",),
    "a Word document": (".doc", ".docx"),
    "a PowerPoint document": (".ppt", ".pptx"),
    "an OpenDocument text or picture": (".odt", ".odp", ".odg"),
    "a rich text document": (".rtf",),
    "a PNG picture": (".png",),
    "a JPEG picture": (".jpg", ".jpeg"),
    "a GIF picture": (".gif",),
    "a web page": (".html", ".htm"),
}
# A shapefile is several files of one stem: these say something, the others only speed it up.
SHAPEFILE_PARTS = (".dbf", ".prj", ".shx", ".cpg")
SHAPEFILE_EXTRAS = (".sbn", ".sbx", ".qix", ".qpj", ".qmd", ".shp.xml", ".lyr")


def is_left_behind(name: str) -> bool:
    """Whether a path is hidden, a lock file of Office, or something that a system wrote."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith((".", "~$")) or part in LEFT_BEHIND for part in parts)


def is_note(name: str) -> bool:
    """Whether a path is of notes about the files beside it."""
    last = PurePosixPath(name.replace("\\", "/")).name.lower()
    return last.endswith(".md") or last.partition(".")[0] == "readme"


def is_paper(path: Path, what: str) -> bool:
    """Whether a file of this content (`Content.what`) is a paper and is named like one."""
    return path.suffix.lower() in PAPERS.get(what, ())


def shapefile_parts(path: Path) -> tuple[Path, ...]:
    """The files that make a shapefile with its `.shp`; none for any other file."""
    if path.suffix.lower() != ".shp":
        return ()
    same = [part for part in sorted(path.parent.iterdir()) if part.stem == path.stem]
    return tuple(part for part in same if part.suffix.lower() in SHAPEFILE_PARTS)


def is_shapefile_part(path: Path) -> bool:
    """Whether a file belongs to a `.shp` beside it."""
    for ending in (*SHAPEFILE_PARTS, *SHAPEFILE_EXTRAS):
        if path.name.lower().endswith(ending):
            stem = path.name[: -len(ending)]
            return any((path.parent / f"{stem}{shp}").exists() for shp in (".shp", ".SHP"))
    return False
