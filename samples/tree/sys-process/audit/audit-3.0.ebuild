# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libaudit1 libaudit-common libcap-ng0 )
inherit debian-binary

DESCRIPTION="Library with which programs write to the kernel's audit log"
HOMEPAGE="https://people.redhat.com/sgrubb/audit/"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
