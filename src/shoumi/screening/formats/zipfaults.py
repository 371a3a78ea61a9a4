"""What the standard library raises for zip files that are damaged, locked or unusual."""

import lzma
import zipfile
import zlib

ZIP_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
