# The rest is the same for all: mounts that are gone with the command, and a clean environment.
# shellcheck shell=bash disable=SC2154
set -euo pipefail
export stage3_layers
stage3_layers=$(mktemp -d)
trap 'rmdir -- "${stage3_layers}"' EXIT
# shellcheck disable=SC2016
unshare --mount --propagation private env --ignore-environment "${stage3_environment[@]}" "PATH=${stage3_layers}/tools:${stage3_path}" \
	"__PORTAGE_TEST_PATH_OVERRIDE=${stage3_layers}/tools" "TMPDIR=${stage3_layers}/tmp" "PORTAGE_TMPDIR=${stage3_layers}/tmp" "stage3_layers=${stage3_layers}" \
	bash -c '
set -euo pipefail
mount -t tmpfs stage3 "${stage3_layers}"
mkdir "${stage3_layers}/tools" "${stage3_layers}/tmp"
type -P gtar > /dev/null || ln -s "$(type -P tar)" "${stage3_layers}/tools/gtar"
for folder in etc usr/share var run; do
	layer=${stage3_layers}/${folder//\//-}
	mkdir "${layer}" "${layer}/upper" "${layer}/work"
	mount -t overlay -o "lowerdir=/${folder},upperdir=${layer}/upper,workdir=${layer}/work" stage3 "/${folder}"
done
exec -- "$@"
' stage3-again "${stage3_command[@]}"
