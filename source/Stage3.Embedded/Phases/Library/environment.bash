# Keeping what an ebuild defined, from phase to phase and in the finished package: PMS 9.2 (environment saving), and
# Portage's environment.bz2.
# shellcheck shell=bash

# What bash itself, this library and the run set: none of it belongs to the ebuild. Called before anything is sourced.
__stage3_note_own() {
	local name
	declare -gA __stage3_own=()
	for name in $(compgen -A function); do __stage3_own["function ${name}"]=1; done
	for name in BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS BASH_COMMAND BASH_COMPAT \
		BASH_EXECUTION_STRING BASH_LINENO BASH_LOADABLES_PATH BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO BASH_VERSION \
		COLUMNS COMP_WORDBREAKS DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD HOSTNAME HOSTTYPE IFS \
		LC_ALL LC_COLLATE LC_CTYPE LINENO LINES MACHTYPE MAILCHECK MAPFILE OLDPWD OPTARG OPTERR OPTIND OSTYPE PATH PIPESTATUS PPID PS1 PS2 PS4 \
		PWD RANDOM REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM TERM UID _ \
		"${__stage3_passed_on[@]}"; do
		__stage3_own["variable ${name}"]=1
	done
}

# __stage3_save_environment FILE: all that the ebuild defined; what the run sets anew for each phase is left out.
__stage3_save_environment() {
	{
		__stage3_print_variables "${__stage3_run_variables[@]}"
		__stage3_print_functions
	} > "$1.new" && mv -- "$1.new" "$1" || die "the environment cannot be saved to $1"
}

# __stage3_save_package_environment FILE: what a finished package needs for its pkg_* phases. Folders of this machine are
# left out, what the configuration says, and functions that only a build calls.
__stage3_save_package_environment() {
	{
		__stage3_print_variables A ACCEPT_LICENSE BROOT D DISTDIR EBUILD_PHASE EBUILD_PHASE_FUNC ED EPREFIX EROOT ESYSROOT EXTRA_ECONF EXTRA_EMAKE FILESDIR HOME \
			MAKEOPTS MAKEFLAGS MERGE_TYPE PKGDIR REPLACED_BY_VERSION REPLACING_VERSIONS ROOT S SYSROOT T TMPDIR USE_EXPAND WORKDIR
		__stage3_print_functions pkg_nofetch src_unpack src_prepare src_configure src_compile src_test src_install
	} > "$1.new" && mv -- "$1.new" "$1" || die "the environment cannot be saved to $1"
}

__stage3_print_variables() {
	local __stage3_name
	local -A __stage3_without=()
	for __stage3_name in "$@"; do __stage3_without[${__stage3_name}]=1; done
	for __stage3_name in $(compgen -v); do
		[[ ${__stage3_name} == __stage3_* ]] && continue
		[[ -v __stage3_without[${__stage3_name}] || -v __stage3_own["variable ${__stage3_name}"] ]] && continue
		# Names that are declared without a value have nothing to print.
		declare -p "${__stage3_name}" 2> /dev/null
	done
	return 0
}

__stage3_print_functions() {
	local __stage3_name __stage3_skip=" $* "
	for __stage3_name in $(compgen -A function); do
		[[ ${__stage3_name} == __stage3_* || ${__stage3_skip} == *" ${__stage3_name} "* ]] && continue
		[[ -v __stage3_own["function ${__stage3_name}"] ]] && continue
		declare -f "${__stage3_name}"
	done
	return 0
}
