# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DEBIAN_PACKAGES=( libtirpc3 libtirpc-common libgssapi-krb5-2 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 libcom-err2 )
inherit debian-binary

DESCRIPTION="Remote procedure calls, with the Kerberos libraries that sign them"
HOMEPAGE="https://sourceforge.net/projects/libtirpc/"
KEYWORDS="amd64 arm64"

RDEPEND="
	dev-libs/openssl:0/3
	sys-libs/glibc
"
