namespace Stage3.Packaging.Normalising;

/// <summary>A file of the installed database, <c>/var/db/pkg/CATEGORY/PF/KEY</c> of portage(5).</summary>
internal readonly record struct InstalledKey(string Package, string Key)
{
    private const string Database = "/var/db/pkg/";
    private const int Parts = 3;

    public static InstalledKey? Of(string path)
    {
        if (!path.StartsWith(Database, StringComparison.Ordinal)) return null;
        var parts = path[Database.Length..].Split('/');
        return parts.Length == Parts ? new($"{parts[0]}/{parts[1]}", parts[2]) : null;
    }
}
