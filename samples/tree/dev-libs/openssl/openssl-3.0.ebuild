# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libssl3 )
inherit debian-binary

DESCRIPTION="Cryptography and TLS: libraries"
HOMEPAGE="https://www.openssl.org/"
SLOT="0/3" # the libraries' soname
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
