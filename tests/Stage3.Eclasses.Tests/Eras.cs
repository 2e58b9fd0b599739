namespace Stage3.Eclasses.Tests;

/// <summary>Eclasses of our own wording in the shapes of the years; only the anchor lines are those of history.</summary>
internal static class Eras
{
    /// <summary>2011 to 2018: one file, look-ups and changes on the running system, a home folder below ROOT.</summary>
    public const string Early = """
        # @ECLASS: user.eclass
        # @DESCRIPTION:
        # Accounts for packages.

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

        # @FUNCTION: enewuser
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

    /// <summary>2020 to 2022: the look-ups are another eclass's.</summary>
    public static readonly string Split = Early.Replace(
        """
        egetent() {
        	nscd -i "$1" 2>/dev/null
        	getent "$1" "$2"
        }
        """, "inherit user-info", StringComparison.Ordinal).Replace(
        """
        egethome() {
        	egetent passwd "$1" | cut -d: -f6
        }
        """, "", StringComparison.Ordinal);

    /// <summary>2020 to 2022: look-ups on the running system.</summary>
    public const string OldInfo = """
        # @ECLASS: user-info.eclass
        # @BLURB: Read-only access to user and group information

        if [[ -z ${_USER_INFO_ECLASS} ]]; then
        _USER_INFO_ECLASS=1

        egetent() {
        	type -p nscd > /dev/null && nscd -i "$1" 2>/dev/null
        	getent "$1" "$2"
        }

        egetusername() { egetent passwd "$1" | cut -d: -f1; }
        egethome() { egetent passwd "$1" | cut -d: -f6; }
        egetgroups() { id -G -n "$1" | tr ' ' ,; }

        fi

        """;

    /// <summary>From 2022: look-ups in ROOT.</summary>
    public const string NativeInfo = """
        # @ECLASS: user-info.eclass
        # @BLURB: Read-only access to user and group information

        egetent() {
        	if [[ -z ${ROOT%/} ]]; then
        		getent "$1" "$2"
        	elif [[ $2 == *[!0-9]* ]]; then
        		grep "^$2:" "${ROOT%/}/etc/$1"
        	else
        		grep -E "^([^:]*:){2}$2:" "${ROOT%/}/etc/$1"
        	fi
        }

        egetusername() { egetent passwd "$1" | cut -d: -f1; }
        egethome() { egetent passwd "$1" | cut -d: -f6; }

        """;

    /// <summary>2022: user.eclass itself with <c>--prefix</c>.</summary>
    public static readonly string Native = "# @ECLASS: user.eclass\n# @DESCRIPTION:\n# Accounts for packages.\n\n"
        + NativeInfo + """
        enewgroup() {
        	[[ -z $(egetent group "$1") ]] || return 0
        	groupadd ${ROOT:+--prefix "${ROOT}"} -r "$1" || die "groupadd $1"
        }

        # @FUNCTION: enewuser
        enewuser() {
        	[[ -z $(egetent passwd "$1") ]] || return 0
        	local home=$4
        	[[ -n ${home} && ${home} != -1 ]] || home=/dev/null
        	useradd ${ROOT:+--prefix "${ROOT}"} -r -g "${5%%,*}" -d "${home}" "$1" || die "useradd $1"
        }

        """;

    /// <summary>From 2022: account packages that need no user.eclass.</summary>
    public const string NativeAcctUser = """
        # @ECLASS: acct-user.eclass
        inherit user-info

        acct-user_add_deps() { :; }

        acct-user_src_install() {
        	keepdir "${ACCT_USER_HOME}"
        }

        acct-user_pkg_preinst() {
        	[[ -z $(egetent passwd "${PN}") ]] || return 0
        	useradd ${ROOT:+--prefix "${ROOT}"} --system --uid "${ACCT_USER_ID}" --gid "${ACCT_USER_GROUPS[0]}" \
        		--home-dir "${ACCT_USER_HOME}" "${PN}" || die "useradd ${PN}"
        	fowners "${ACCT_USER_ID}" "${ACCT_USER_HOME}"
        }

        """;
}
