#!/usr/bin/env bash
# Runs a target of build/Build.cs: ./build.sh [TARGET...] [--PARAMETER VALUE...]; ./build.sh --help lists them.
#   --nuke-host nuke|embedded   which host runs the targets, this time (see docs/decisions/0001-build-host.md)
set -euo pipefail
shopt -s inherit_errexit

readonly dotnet_major=10
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
readonly root temp=$root/.nuke/temp
readonly project=$root/build/_build.csproj

say() {
	printf 'build.sh: %s\n' "$*" >&2
}

fail() {
	say "$*"
	exit 1
}

# NUKE reads every environment variable that is called like a parameter; Portage, makepkg and others use the same names
# for other things. Whoever means NUKE's can write NUKE_ROOT and so on.
unset_shared_variables() {
	unset -v ROOT HOST PROFILE TARGET SKIP VERBOSITY CONTINUE PARTITION PLAN HELP STRICT NOLOGO NO_LOGO PKGDIR ECLASSDIR GIT
	export NUKE_TELEMETRY_OPTOUT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
	# The project is the one that this script belongs to, wherever it is called from.
	export NUKE_ROOT=${NUKE_ROOT:-$root}
}

# Sets `dotnet`, a dotnet with an SDK of the right major version, and `sdk`, that version: the one on PATH, else our own.
find_dotnet() {
	local own=$temp/dotnet
	dotnet=$(type -P dotnet || true)
	if [[ -n $dotnet ]] && sdk=$(cd -- "$root" && "$dotnet" --version 2>/dev/null) && [[ $sdk == "$dotnet_major".* ]]; then
		return
	fi
	dotnet=$own/dotnet
	if [[ ! -x $dotnet ]]; then
		say "no .NET $dotnet_major SDK on PATH; fetching one into .nuke/temp/dotnet"
		fetch_dotnet "$own"
	fi
	export DOTNET_ROOT=$own PATH=$own:$PATH
	sdk=$(cd -- "$root" && "$dotnet" --version)
}

fetch_dotnet() {
	local script
	mkdir -p -- "$temp"
	script=$(mktemp -- "$temp/dotnet-install.XXXXXX")
	if type -P curl >/dev/null; then
		curl -fsSL -o "$script" https://dot.net/v1/dotnet-install.sh || fail "the SDK's install script cannot be fetched; install the .NET $dotnet_major SDK"
	elif type -P wget >/dev/null; then
		wget -qO "$script" https://dot.net/v1/dotnet-install.sh || fail "the SDK's install script cannot be fetched; install the .NET $dotnet_major SDK"
	else
		fail "neither curl nor wget is there to fetch the .NET $dotnet_major SDK with; install one of them, or the SDK"
	fi
	# Beside its place and then renamed: a broken download is not taken for an SDK.
	bash "$script" --install-dir "$1.new" --channel "$dotnet_major.0" --no-path >&2 || fail "the .NET $dotnet_major SDK cannot be installed"
	rm -rf -- "$1"
	mv -- "$1.new" "$1"
	rm -f -- "$script"
}

# One text that changes whenever a file that the build program is made of comes, goes or changes.
fingerprint() {
	(
		cd -- "$root"
		find build source patches specs samples Directory.* global.json .editorconfig [Nn]u[Gg]et.[Cc]onfig \
			\( -name bin -o -name obj \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null || true
	) | LC_ALL=C sort | cksum
	printf '%s\n' "$sdk"
}

# Tries for real; what was said is in the log.
nuke_restores() {
	"$dotnet" restore "$project" -p:NukeHost=nuke -p:NukeTrial=true --verbosity quiet -nodeReuse:false >"$temp/nuke-host.log" 2>&1
}

# A package that restores is not yet a host that runs Build.cs: a newer one may have changed.
nuke_works() {
	nuke_restores && compile nuke >>"$temp/nuke-host.log" 2>&1 && "$dotnet" "$(program_of nuke)" --help >>"$temp/nuke-host.log" 2>&1 </dev/null
}

# Sets `host` and `why`: asked for, else found out once and kept until Directory.Packages.props changes.
decide_host() {
	local key kept=$temp/nuke-host
	if [[ -n $asked_host ]]; then
		host=$asked_host why="as asked"
		[[ $host == embedded || -f $(program_of nuke) ]] || nuke_restores ||
			fail "Nuke.Common cannot be restored, see .nuke/temp/nuke-host.log; --nuke-host embedded needs nothing"
		return
	fi
	key=$(cksum <"$root/Directory.Packages.props")
	key=${key// /-}
	if [[ -f $kept && $(<"$kept") =~ ^(nuke|embedded)\ ${key}$ ]]; then
		host=${BASH_REMATCH[1]}
	else
		if nuke_works; then host=nuke; else host=embedded; fi
		printf '%s %s' "$host" "$key" >"$kept.new"
		mv -- "$kept.new" "$kept"
	fi
	case $host in
		nuke) why="Nuke.Common can be restored" ;;
		embedded) why="Nuke.Common cannot be had, see .nuke/temp/nuke-host.log" ;;
	esac
}

program_of() {
	printf '%s' "$root/build/bin/$1/Release/_build.dll"
}

# Compiles the build program for a host, unless nothing that it is made of has changed.
compile() {
	local host=$1 stamp=$temp/built-$1 log=$temp/compile-$1.log ahead=false now
	now=$(fingerprint)
	if [[ -f $(program_of "$host") && -f $stamp && $(<"$stamp") == "$now" ]]; then
		return
	fi
	rm -f -- "$stamp"
	say "compiling the build program"
	# To machine code, where the compiler for that can be had: a command then needs half the time.
	if "$dotnet" restore "$project" -p:NukeHost="$host" -p:CompileAhead=true --verbosity quiet -nodeReuse:false >"$log" 2>&1; then ahead=true; fi
	if ! "$dotnet" build "$project" --configuration Release -p:NukeHost="$host" -p:CompileAhead="$ahead" --nologo --verbosity quiet -nodeReuse:false >"$log" 2>&1; then
		cat -- "$log" >&2
		say "the build program does not compile; its errors are above"
		return 1
	fi
	printf '%s' "$now" >"$stamp"
}

arguments=()
asked_host=
while (($#)); do
	case $1 in
		--nuke-host)
			(($# > 1)) || fail "--nuke-host needs a value: one of nuke, embedded"
			asked_host=$2
			[[ $asked_host == @(nuke|embedded) ]] || fail "--nuke-host cannot be '$asked_host': it is one of nuke, embedded"
			shift 2
			;;
		*)
			arguments+=("$1")
			shift
			;;
	esac
done

unset_shared_variables
mkdir -p -- "$temp"
find_dotnet
decide_host
compile "$host" || exit 1
say "targets run under the $host host ($why)"
exec "$dotnet" "$(program_of "$host")" ${arguments[@]+"${arguments[@]}"}
