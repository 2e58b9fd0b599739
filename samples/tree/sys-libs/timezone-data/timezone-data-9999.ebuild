# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=7

DEBIAN_PACKAGES=( tzdata )
inherit debian-binary

DESCRIPTION="Time zones of the world"
HOMEPAGE="https://www.iana.org/time-zones"
KEYWORDS=""

src_install() {
	debian-binary_src_install
	dosym ../usr/share/zoneinfo/UTC /etc/localtime
}
