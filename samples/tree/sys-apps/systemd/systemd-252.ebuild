# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

# The libraries at the end serve nothing else here.
DEBIAN_PACKAGES=(
	systemd systemd-sysv systemd-resolved systemd-timesyncd udev libsystemd-shared
	libseccomp2 libp11-kit0 libffi8 libip4tc2
)
inherit debian-binary user

DESCRIPTION="System and service manager"
HOMEPAGE="https://systemd.io/"
KEYWORDS="amd64 arm64"
IUSE="+pam"

RDEPEND="
	app-arch/xz-utils
	app-arch/zstd
	app-shells/dash
	dev-libs/openssl:0/3
	sys-apps/acl
	sys-apps/kmod
	sys-apps/shadow
	sys-apps/util-linux
	sys-fs/cryptsetup
	sys-libs/glibc
	sys-libs/libcap
	sys-libs/libselinux
	sys-libs/libsystemd
	sys-libs/libxcrypt
	sys-process/audit
	pam? ( sys-libs/pam )
	!sys-auth/consolekit
"
# Each is of use only with the other.
PDEPEND="sys-apps/dbus[systemd]"

pkg_setup() {
	local name
	# Devices that udev's rules give to a group, and who may read the journal
	for name in input kvm render sgx systemd-journal; do
		enewgroup "${name}"
	done
	# The daemons that its sysusers.d files and units name
	for name in systemd-network systemd-resolve systemd-timesync; do
		enewgroup "${name}"
		enewuser "${name}" -1 -1 -1 "${name}"
	done
}

src_unpack() {
	use pam && DEBIAN_PACKAGES+=( libpam-systemd )
	debian-binary_src_unpack
}

src_install() {
	debian-binary_src_install

	# Those accounts are baselayout's.
	rm "${ED}"/usr/lib/sysusers.d/basic.conf || die

	# What is enabled is enabled here: an empty machine-id, filled in at boot, means
	# that no boot is taken for the first one, which would ask for a time zone, a
	# password and more, and enable what its presets say.
	insinto /etc
	insopts -m0444
	newins - machine-id < /dev/null
	local units=/usr/lib/systemd/system
	dosym -r ${units}/multi-user.target /etc/systemd/system/default.target
	dosym -r ${units}/getty@.service /etc/systemd/system/getty.target.wants/getty@tty1.service
	dosym -r ${units}/remote-fs.target /etc/systemd/system/multi-user.target.wants/remote-fs.target

	keepdir /var/lib/systemd /var/log/journal
	fowners root:systemd-journal /var/log/journal
	fperms 2755 /var/log/journal
}
