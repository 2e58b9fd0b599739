"""Unpacks a tar by Portage's own safe unpacker: CHECKOUT ARCHIVE FOLDER."""

import sys
import tarfile

sys.path.insert(0, sys.argv[1] + "/lib")

from portage.gpkg import tar_safe_extract  # noqa: E402

with tarfile.open(sys.argv[2], "r:") as archive:
    tar_safe_extract(archive).extractall(sys.argv[3])
