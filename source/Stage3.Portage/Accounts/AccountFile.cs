namespace Stage3.Portage.Accounts;

/// <summary>The four files of <c>/etc</c> that make up the accounts of a system without a directory service.</summary>
public enum AccountFile
{
    /// <summary>Users, passwd(5).</summary>
    Passwd,

    /// <summary>Groups, group(5).</summary>
    Group,

    /// <summary>Passwords and ages of users, shadow(5).</summary>
    Shadow,

    /// <summary>Passwords, administrators and members of groups, gshadow(5).</summary>
    Gshadow,
}
