# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

# The libraries at the end serve nothing else here.
DEBIAN_PACKAGES=(
	dbus dbus-bin dbus-daemon dbus-session-bus-common dbus-system-bus-common libdbus-1-3
	libexpat1 libapparmor1
)
inherit debian-binary user

DESCRIPTION="A message bus for programs to talk to each other"
HOMEPAGE="https://www.freedesktop.org/wiki/Software/dbus/"
KEYWORDS="amd64 arm64"
IUSE="systemd"

RDEPEND="
	sys-apps/shadow
	sys-libs/glibc
	sys-libs/libselinux
	sys-libs/libsystemd
	sys-process/audit
	systemd? ( sys-apps/systemd )
"

pkg_setup() {
	enewgroup messagebus
	enewuser messagebus -1 -1 -1 messagebus
}

src_install() {
	debian-binary_src_install
	# The account is made above, not at the first boot.
	rm "${ED}"/usr/lib/sysusers.d/dbus.conf || die
	# It starts services as root, for the bus alone.
	fowners root:messagebus /usr/lib/dbus-1.0/dbus-daemon-launch-helper
	fperms 4754 /usr/lib/dbus-1.0/dbus-daemon-launch-helper
	keepdir /var/lib/dbus
}
