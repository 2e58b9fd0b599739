# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libsystemd0 libudev1 libgcrypt20 libgpg-error0 liblz4-1 )
inherit debian-binary

DESCRIPTION="Libraries of systemd and udev, for programs that talk to them"
HOMEPAGE="https://systemd.io/"
KEYWORDS="amd64 arm64"

RDEPEND="
	app-arch/xz-utils
	app-arch/zstd
	sys-libs/glibc
	sys-libs/libcap
"
