# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libdb5.3 )
inherit debian-binary

DESCRIPTION="Oracle's Berkeley database"
HOMEPAGE="https://www.oracle.com/database/technologies/related/berkeleydb.html"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
