# The new* helpers, what is to be compressed and stripped, and documentation: PMS 12.3.9 to 12.3.11.
# shellcheck shell=bash

# __stage3_put_as HELPER OPTIONS FOLDER FILE NAME: one file under another name; "-" is standard input.
__stage3_put_as() {
	local helper=$1 folder=$3 file=$4 name=$5
	local -a options
	read -r -a options <<< "$2"
	__stage3_need_image "${helper}"
	[[ -n ${name} && ${name} != */* ]] || { __stage3_fail "${helper}: '${name}' is no file name"; return 1; }
	[[ ${file} == - ]] && file=/dev/stdin
	[[ -d ${file} ]] && { __stage3_fail "${helper}: ${file} is a folder"; return 1; }
	__stage3_folder "${__stage3_diropts}" "${folder}" && install "${options[@]}" -- "${file}" "${ED}/${folder#/}/${name}" ||
		__stage3_fail "${helper}: cannot install ${file} as ${folder}/${name}"
}

# __stage3_new HELPER FILE NAME: through the helper's namesake, from a folder where the file has its new name.
__stage3_new() {
	local helper=$1 folder status=0
	shift
	[[ $# -eq 2 ]] || { __stage3_fail "new${helper}: usage: new${helper} <file or -> <new name>"; return 1; }
	[[ -n $2 && $2 != */* ]] || { __stage3_fail "new${helper}: '$2' is no file name"; return 1; }
	folder=$(mktemp -d -- "${T}/new.XXXXXX") || { __stage3_fail "new${helper}: cannot make a temporary folder"; return 1; }
	if [[ $1 == - ]]; then
		cat > "${folder}/$2"
	else
		cp -p -- "$1" "${folder}/$2" 2> /dev/null
	fi || { rm -rf -- "${folder}"; __stage3_fail "new${helper}: cannot read $1"; return 1; }
	"do${helper}" "${folder}/$2" || status=$?
	rm -rf -- "${folder}"
	return "${status}"
}

newbin() { __stage3_new bin "$@"; }
newsbin() { __stage3_new sbin "$@"; }
newexe() { __stage3_new exe "$@"; }
newins() { __stage3_new ins "$@"; }
newdoc() { __stage3_new doc "$@"; }
newman() { __stage3_new man "$@"; }
newconfd() { __stage3_new confd "$@"; }
newenvd() { __stage3_new envd "$@"; }
newinitd() { __stage3_new initd "$@"; }
newheader() { __stage3_new header "$@"; }
newlib.a() { __stage3_new lib.a "$@"; }
newlib.so() { __stage3_new lib.so "$@"; }

# Recorded for whoever packs the image; this engine compresses and strips nothing.
__stage3_record() {
	local list=$1 word
	shift
	if [[ ${1-} == -x ]]; then
		list+=-excluded
		shift
	fi
	for word in "$@"; do
		printf '/%s\n' "${word#/}" >> "${__stage3_run}/${list}"
	done
}
docompress() { __stage3_record compress "$@"; }
dostrip() { __stage3_record strip "$@"; }

# PMS algorithm 12.4.
einstalldocs() {
	local file
	(
		docinto /
		if [[ ! -v DOCS && $(declare -p DOCS 2> /dev/null) != "declare -"[aA]* ]]; then
			for file in README* ChangeLog AUTHORS NEWS TODO CHANGES THANKS BUGS FAQ CREDITS CHANGELOG; do
				[[ -f ${file} && -s ${file} ]] && dodoc "${file}"
			done
		elif [[ $(declare -p DOCS) == "declare -"a* ]]; then
			[[ ${#DOCS[@]} -gt 0 ]] && dodoc -r "${DOCS[@]}"
		elif [[ -n ${DOCS} ]]; then
			# shellcheck disable=SC2086 # a string is a list of words and patterns here, PMS says so
			dodoc -r ${DOCS}
		fi
		docinto html
		if [[ $(declare -p HTML_DOCS 2> /dev/null) == "declare -"a* ]]; then
			[[ ${#HTML_DOCS[@]} -gt 0 ]] && dodoc -r "${HTML_DOCS[@]}"
		elif [[ -n ${HTML_DOCS-} ]]; then
			# shellcheck disable=SC2086
			dodoc -r ${HTML_DOCS}
		fi
		exit 0
	)
}
