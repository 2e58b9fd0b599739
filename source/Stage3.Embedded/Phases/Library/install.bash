# Installing into the image: PMS 12.3.9. Where things go is kept in exported variables, so that helpers started by find
# or xargs know it too.
# shellcheck shell=bash

__stage3_reset_destinations() {
	export __stage3_into=/usr __stage3_insinto='' __stage3_exeinto='' __stage3_docinto=''
	export __stage3_insopts=-m0644 __stage3_exeopts=-m0755 __stage3_diropts=-m0755
}

into() { [[ ${1-} == / ]] && __stage3_into='' || __stage3_into=${1%/}; }
insinto() { [[ ${1-} == / ]] && __stage3_insinto='' || __stage3_insinto=${1%/}; }
exeinto() { [[ ${1-} == / ]] && __stage3_exeinto='' || __stage3_exeinto=${1%/}; }
docinto() { [[ ${1-} == / ]] && __stage3_docinto='' || __stage3_docinto=${1%/}; }
insopts() { __stage3_insopts=$*; }
exeopts() { __stage3_exeopts=$*; }
diropts() { __stage3_diropts=$*; }

__stage3_need_image() {
	[[ -n ${ED-} ]] || die "$1: there is an image in src_install, pkg_preinst and pkg_postinst only, not in ${EBUILD_PHASE_FUNC-}"
}

# __stage3_folder OPTIONS FOLDER: a folder of the image.
__stage3_folder() {
	local -a options
	read -r -a options <<< "$1"
	install -d "${options[@]}" -- "${ED}/${2#/}"
}

# __stage3_put HELPER OPTIONS FOLDER FILE…: regular files, and links as what they point to, into a folder of the image.
__stage3_put() {
	local helper=$1 folder=$3 file
	local -a options
	read -r -a options <<< "$2"
	shift 3
	__stage3_need_image "${helper}"
	[[ $# -gt 0 ]] || { __stage3_fail "${helper}: at least one file is wanted"; return 1; }
	for file in "$@"; do
		[[ -d ${file} ]] && { __stage3_fail "${helper}: ${file} is a folder"; return 1; }
		[[ -e ${file} || -L ${file} ]] || { __stage3_fail "${helper}: ${file} does not exist"; return 1; }
	done
	__stage3_folder "${__stage3_diropts}" "${folder}" && install "${options[@]}" -- "$@" "${ED}/${folder#/}/" ||
		__stage3_fail "${helper}: cannot install $* into ${folder}"
}

dodir() {
	local folder
	__stage3_need_image dodir
	for folder in "$@"; do
		__stage3_folder "${__stage3_diropts}" "${folder}" || { __stage3_fail "dodir: cannot make ${folder}"; return 1; }
	done
}

keepdir() {
	local folder
	dodir "$@" || return
	for folder in "$@"; do
		: > "${ED}/${folder#/}/.keep_${CATEGORY}_${PN}-${__stage3_slot:-0}" || { __stage3_fail "keepdir: cannot write into ${folder}"; return 1; }
	done
}

dobin() { __stage3_put dobin -m0755 "${__stage3_into}/bin" "$@"; }
dosbin() { __stage3_put dosbin -m0755 "${__stage3_into}/sbin" "$@"; }
doexe() { __stage3_put doexe "${__stage3_exeopts}" "${__stage3_exeinto}" "$@"; }
dolib.a() { __stage3_put dolib.a -m0644 "${__stage3_into}/$(get_libdir)" "$@"; }
doinfo() { __stage3_put doinfo -m0644 /usr/share/info "$@"; }

# PMS table 12.18: before EAPI 8 these obeyed insopts and exeopts.
__stage3_fixed() {
	if [[ ${EAPI} == 7 ]]; then printf '%s' "$2"; else printf '%s' "$1"; fi
}
doconfd() { __stage3_put doconfd "$(__stage3_fixed -m0644 "${__stage3_insopts}")" /etc/conf.d "$@"; }
doenvd() { __stage3_put doenvd "$(__stage3_fixed -m0644 "${__stage3_insopts}")" /etc/env.d "$@"; }
doinitd() { __stage3_put doinitd "$(__stage3_fixed -m0755 "${__stage3_exeopts}")" /etc/init.d "$@"; }

# Links between libraries stay links.
dolib.so() {
	local file
	for file in "$@"; do
		if [[ -L ${file} ]]; then
			dodir "${__stage3_into}/$(get_libdir)" && cp -P -- "${file}" "${ED}${__stage3_into}/$(get_libdir)/" ||
				{ __stage3_fail "dolib.so: cannot install the link ${file}"; return 1; }
		else
			__stage3_put dolib.so -m0755 "${__stage3_into}/$(get_libdir)" "${file}" || return
		fi
	done
}

# __stage3_put_tree HELPER OPTIONS FOLDER [-r] FILE…: as __stage3_put, and with -r folders and links as they are.
__stage3_put_tree() {
	local helper=$1 options=$2 folder=$3 deep=no item entry
	shift 3
	if [[ ${1-} == -r ]]; then
		deep=yes
		shift
	fi
	__stage3_need_image "${helper}"
	[[ $# -gt 0 ]] || { __stage3_fail "${helper}: at least one file is wanted"; return 1; }
	for item in "$@"; do
		if [[ -L ${item} && ${helper} == doins ]]; then
			__stage3_folder "${__stage3_diropts}" "${folder}" && cp -P --remove-destination -- "${item}" "${ED}/${folder#/}/" ||
				{ __stage3_fail "${helper}: cannot install the link ${item}"; return 1; }
		elif [[ -d ${item} ]]; then
			[[ ${deep} == yes ]] || { __stage3_fail "${helper}: ${item} is a folder, -r is not given"; return 1; }
			item=${item%/}
			local into=${folder}/${item##*/}
			[[ ${item} == . || ${item} == */. ]] && into=${folder}
			__stage3_folder "${__stage3_diropts}" "${into}" || { __stage3_fail "${helper}: cannot make ${into}"; return 1; }
			while IFS= read -r -d '' entry; do
				__stage3_put_tree "${helper}" "${options}" "${into}" -r "${entry}" || return
			done < <(find "${item}/" -mindepth 1 -maxdepth 1 -print0 | LC_ALL=C sort -z)
		else
			__stage3_put "${helper}" "${options}" "${folder}" "${item}" || return
		fi
	done
}

doins() { __stage3_put_tree doins "${__stage3_insopts}" "${__stage3_insinto}" "$@"; }
dodoc() { __stage3_put_tree dodoc -m0644 "/usr/share/doc/${PF}/${__stage3_docinto#/}" "$@"; }
doheader() { __stage3_put_tree doheader "$(__stage3_fixed -m0644 "${__stage3_insopts}")" /usr/include "$@"; }

domo() {
	local file name
	for file in "$@"; do
		name=${file##*/}
		__stage3_put_as domo -m0644 "/usr/share/locale/${name%.*}/LC_MESSAGES" "${file}" "${MOPREFIX:-${PN}}.mo" || return
	done
}

# The section is the suffix; a language is given by -i18n=, or stands before the section.
doman() {
	local file name language='' folder
	for file in "$@"; do
		if [[ ${file} == -i18n=* ]]; then
			language=${file#-i18n=}
			continue
		fi
		name=${file##*/}
		folder=/usr/share/man/${language:+${language}/}
		if [[ -z ${language} && ${name} =~ ^(.*)\.([a-z][a-z](_[A-Z][A-Z])?)\.([^.]*)$ ]]; then
			name=${BASH_REMATCH[1]}.${BASH_REMATCH[4]}
			folder+=${BASH_REMATCH[2]}/
		fi
		local section=${name%.@(gz|bz2|xz|Z)}
		section=${section##*.}
		[[ ${section} == [0-9n]* ]] || { __stage3_fail "doman: ${file} has no section as its suffix"; return 1; }
		__stage3_put_as doman -m0644 "${folder}man${section:0:1}" "${file}" "${name}" || return
	done
}

dosym() {
	local relative=no target name link
	if [[ ${1-} == -r && ${EAPI} != 7 ]]; then
		relative=yes
		shift
	fi
	__stage3_need_image dosym
	[[ $# -eq 2 ]] || { __stage3_fail "dosym: usage: dosym [-r] <target> <link>"; return 1; }
	target=$1 name=$2
	link=${ED}/${name#/}
	[[ ${name} == */ || (-d ${link} && ! -L ${link}) ]] && { __stage3_fail "dosym: ${name} is a folder: the link's own name is wanted"; return 1; }
	if [[ ${relative} == yes ]]; then
		[[ ${target} == /* ]] || { __stage3_fail "dosym: -r wants an absolute target, not ${target}"; return 1; }
		target=$(realpath -m -s --relative-to="$(dirname -- "/${name#/}")" -- "${target}")
	fi
	dodir "$(dirname -- "/${name#/}")" && ln -s -f -n -- "${target}" "${link}" || __stage3_fail "dosym: cannot make ${name}"
}

# Paths below the image, as they would be in ROOT.
__stage3_on_image() {
	local helper=$1 program=$2 word
	local -a words=()
	shift 2
	__stage3_need_image "${helper}"
	local named=no
	for word in "$@"; do
		if [[ ${word} == -* ]]; then
			words+=("${word}")
		elif [[ ${named} == no ]]; then
			words+=("${word}")
			named=yes
		else
			words+=("${ED}/${word#/}")
		fi
	done
	"${program}" "${words[@]}" || __stage3_fail "${helper} $*: ${program} failed"
}

fowners() { __stage3_on_image fowners chown "$@"; }
fperms() { __stage3_on_image fperms chmod "$@"; }
