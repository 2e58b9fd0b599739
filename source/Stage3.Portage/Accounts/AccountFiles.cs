namespace Stage3.Portage.Accounts;

/// <summary>Where the account files lie.</summary>
public static class AccountFiles
{
    /// <summary>The file's path as seen from inside the root, for instance <c>/etc/passwd</c>.</summary>
    public static string PathOf(AccountFile file) => file switch
    {
        AccountFile.Passwd => "/etc/passwd",
        AccountFile.Group => "/etc/group",
        AccountFile.Shadow => "/etc/shadow",
        AccountFile.Gshadow => "/etc/gshadow",
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, "there are four account files"),
    };
}
