# Copyright 2026 the Stage3 authors
# Distributed under the terms of the MIT License

EAPI=8

DESCRIPTION="Rules for logging in, which those of the services include"
HOMEPAGE="https://github.com/linux-pam/linux-pam"
S="${WORKDIR}"

LICENSE="MIT"
SLOT="0"
KEYWORDS="amd64 arm64"
IUSE="systemd"

RDEPEND="
	sys-libs/pam
	systemd? ( sys-apps/systemd[pam] )
"

src_install() {
	insinto /etc/pam.d
	doins "${FILESDIR}"/{other,system-auth,system-login,system-services}
	if use systemd; then
		echo "session    optional   pam_systemd.so" >> "${ED}"/etc/pam.d/system-login || die
	fi

	# The names by which Debian's services include the same rules.
	local kind
	for kind in account auth password; do
		newins - common-${kind} <<-END_OF_FILE
			${kind} include system-auth
		END_OF_FILE
	done
	newins - common-session <<-END_OF_FILE
		session include system-login
	END_OF_FILE
	newins - common-session-noninteractive <<-END_OF_FILE
		session include system-services
	END_OF_FILE
}
