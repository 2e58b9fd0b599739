"""Portage's own look at the installed packages of a root, as equery and qcheck take it: one line a package, one a problem.

usage: check_database.py CONFIG_ROOT ROOT
"""

import os
import sys

import portage
from portage.checksum import perform_md5
from portage.dbapi.vartree import dblink, vartree

KEYS = ["BUILD_TIME", "CHOST", "COUNTER", "DEFINED_PHASES", "DESCRIPTION", "EAPI", "KEYWORDS", "LICENSE", "RDEPEND", "SLOT", "USE", "repository"]

config_root, root = sys.argv[1:]
settings = portage.config(config_root=config_root, target_root=root, eprefix="")
tree = vartree(settings=settings)
counters = set()
for package in sorted(tree.dbapi.cpv_all()):
    values = dict(zip(KEYS, tree.dbapi.aux_get(package, KEYS)))
    category, name = portage.catsplit(package)
    link = dblink(category, name, settings=settings, vartree=tree, treetype="vartree")
    contents = link.getcontents()
    print(f"{package} slot {values['SLOT']} eapi {values['EAPI']} phases {values['DEFINED_PHASES']} repository {values['repository']} with {len(contents)} paths")
    counter = tree.dbapi.cpv_counter(package)
    if counter < 1 or counter in counters or counter > tree.dbapi.get_counter_tick_core() - 1:
        print(f"problem: {package} has the counter {counter}")
    counters.add(counter)
    for path, entry in contents.items():
        if not link.isowner(path[len(root.rstrip("/")):]):
            print(f"problem: {package} does not own {path}")
        if not os.path.lexists(path):
            print(f"problem: {path} is not there")
        elif entry[0] == "obj" and (perform_md5(path) != entry[2] or str(int(os.lstat(path).st_mtime)) != entry[1]):
            print(f"problem: {path} is not as recorded")
        elif entry[0] == "sym" and os.readlink(path) != entry[2]:
            print(f"problem: {path} leads elsewhere")
