# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DESCRIPTION="Virtual for what starts and watches services"
SLOT="0"
KEYWORDS="amd64 arm64"
IUSE="systemd"

RDEPEND="
	systemd? ( sys-apps/systemd )
	!systemd? ( || (
		sys-apps/openrc
		sys-apps/systemd
	) )
"
