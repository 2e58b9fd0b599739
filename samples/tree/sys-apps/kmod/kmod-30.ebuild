# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( kmod libkmod2 )
inherit debian-binary

DESCRIPTION="Loads and lists kernel modules"
HOMEPAGE="https://git.kernel.org/pub/scm/utils/kernel/kmod/kmod.git"
KEYWORDS="amd64 arm64"

RDEPEND="
	app-arch/xz-utils
	app-arch/zstd
	dev-libs/openssl:0/3
	sys-libs/glibc
"
