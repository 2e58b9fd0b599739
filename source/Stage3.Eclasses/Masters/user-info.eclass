# SPDX-License-Identifier: GPL-2.0-only
# @ECLASS: user-info.eclass
# @BLURB: Read-only access to user and group information

# Stands in for the user-info.eclass that an overlay inherits from a master that nobody named; it knows nothing of ROOT.

egetent() {
	getent "$1" "$2"
}

egetusername() { egetent passwd "$1" | cut -d: -f1; }
egetgroupname() { egetent group "$1" | cut -d: -f1; }
egethome() { egetent passwd "$1" | cut -d: -f6; }
egetshell() { egetent passwd "$1" | cut -d: -f7; }
egetcomment() { egetent passwd "$1" | cut -d: -f5; }
egetgroups() { id -G -n "$1" | tr ' ' ,; }
