# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libselinux1 libpcre2-8-0 )
inherit debian-binary

DESCRIPTION="Library that asks the kernel for SELinux contexts"
HOMEPAGE="https://github.com/SELinuxProject/selinux"
KEYWORDS="amd64 arm64"

RDEPEND="
	sys-libs/glibc
"
