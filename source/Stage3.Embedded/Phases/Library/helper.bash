#!/usr/bin/env bash
# A helper for programs that run programs (find -exec, xargs): does what the function of its own name does.
for __stage3_file in messages queries install install-new sources; do
	# shellcheck disable=SC1090 # its own files
	source "${__stage3_lib}/${__stage3_file}.bash" || exit 1
done
"${0##*/}" "$@"
