# Runs in private mounts just before emerge: what emerge takes for the build host's is made the run's own there.
#   CONFIG-ROOT ROOT REPOS-CONF DEFAULTS PROVIDED PROGRAM ARGUMENT...
# DEFAULTS is the folder with Portage's make.globals and sets; empty where it is installed. PROVIDED names packages that the
# build host has without a record of them. Needs bash, coreutils, mount.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit

__stage3_config=$1 __stage3_root=$2 __stage3_repos=$3 __stage3_defaults=$4 __stage3_provided=$5
shift 5

# With a ROOT, emerge reads a second configuration, that of "/", whatever --config-root says: it gets one here.
rm -rf /etc/portage
cp -a -- "${__stage3_config}/etc/portage" /etc/portage
rm -rf /etc/portage/repos.conf
cp -- "${__stage3_repos}" /etc/portage/repos.conf
rm -rf /etc/stage3-portage
cp -a /etc/portage /etc/stage3-portage
mount --bind /etc/stage3-portage "${__stage3_config}/etc/portage"
if [[ -n ${__stage3_provided} ]]; then
	mkdir -p /etc/portage/profile
	printf '%s\n' "${__stage3_provided}" >> /etc/portage/profile/package.provided
fi
if [[ -n ${__stage3_defaults} ]]; then
	rm -rf /usr/share/portage/config
	mkdir -p /usr/share/portage
	cp -a -- "${__stage3_defaults}" /usr/share/portage/config
fi
mkdir -p /var/db/pkg /var/lib/portage /var/cache /var/log

# Accounts are looked up in the root, live; whoever is unaware of it can change neither the host's nor the root's.
for __stage3_file in passwd group shadow gshadow; do
	ln -sfn -- "${__stage3_root}/etc/${__stage3_file}" "/etc/${__stage3_file}.stage3"
	mv -T -- "/etc/${__stage3_file}.stage3" "/etc/${__stage3_file}"
done

unset -v __stage3_config __stage3_root __stage3_repos __stage3_defaults __stage3_provided __stage3_file
exec -- "$@"
