namespace Stage3.Eclasses.Tests;

/// <summary>Eclasses of our own wording in the shapes of the years; only the anchor lines are those of history.</summary>
internal static class Eras
{
    /// <summary>2011 to 2018: one file, look-ups and changes on the running system, a home folder below ROOT.</summary>
    public const string Early = """
        # @ECLASS: user.eclass
        # @DESCRIPTION:
        # to quickly make sure users in the installed system are sane.

        if [[ -z ${_USER_ECLASS} ]]; then
        _USER_ECLASS=1

        egetent() {
        	nscd -i "$1" 2>/dev/null
        	getent "$1" "$2"
        }

        enewgroup() {
        	[[ -z $(egetent group "$1") ]] || return 0
        	local args=( -r )
        	[[ -z $2 || $2 == -1 ]] || args+=( -g "$2" )
        	groupadd "${args[@]}" "$1" || die "groupadd $1"
        }

        enewuser() {
        	[[ -z $(egetent passwd "$1") ]] || return 0
        	local home=$4 args=( -r -s /bin/false )
        	[[ -n ${home} && ${home} != -1 ]] || home=/dev/null
        	[[ -z $2 || $2 == -1 ]] || args+=( -u "$2" )
        	[[ -z $5 ]] || args+=( -g "${5%%,*}" )
        	[[ $5 != *,* ]] || args+=( -G "${5#*,}" )
        	useradd "${args[@]}" -d "${home}" "$1" || die "useradd $1"
        	if [[ ! -e ${ROOT}/${home} ]]; then
        		mkdir -p "${ROOT}/${home}"
        		chown "$1" "${ROOT}/${home}"
        		chmod 755 "${ROOT}/${home}"
        	fi
        }

        egethome() {
        	egetent passwd "$1" | cut -d: -f6
        }

        esethome() {
        	local home=$2
        	[[ ${home} != -1 ]] || home=/dev/null
        	[[ -n $(egetent passwd "$1") ]] || return 1
        	if [[ ! -e ${ROOT}/${home} ]]; then
        		mkdir -p "${ROOT}/${home}"
        		chown "$1" "${ROOT}/${home}"
        	fi
        	usermod -d "${home}" "$1"
        }

        fi

        """;
}
