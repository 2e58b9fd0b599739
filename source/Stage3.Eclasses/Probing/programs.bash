#!/bin/bash
# Stands in for programs of the package manager that forks of the eclasses ask, and for chroot: nobody may use that in the
# jail, and a root that is being built has no programs yet.
set -uo pipefail

case ${0##*/} in
chroot)
	if [[ ${1-} != /* || -n ${1//\//} ]]; then
		printf "chroot: cannot run '%s': nothing is installed in '%s'\n" "${2-}" "${1-}" >&2
		exit 127
	fi
	exec "${@:2}"
	;;
portageq)
	case ${1-} in
	get_repos) echo probe ;;
	get_repo_path) echo / ;;
	*) exit 1 ;;
	esac
	;;
python)
	# Gentoo Prefix asks Portage which id its root has.
	[[ $* == *rootuid* ]] || exec python3 "$@"
	echo 0
	;;
esac
