namespace Stage3.Chroot.References;

/// <summary>Owners in <c>tmpfiles.d</c>, tmpfiles.d(5): the fourth and fifth field, and the named entries of access control lists.</summary>
internal static class TmpfilesReferences
{
    private const int TypeField = 0;
    private const int PathField = 1;
    private const int UserField = 3;
    private const int GroupField = 4;
    private const int ArgumentField = 6;

    /// <summary>The references, each with the path that the line is about.</summary>
    public static IEnumerable<(AccountReference Reference, string Target)> Read(RootFiles files) =>
        from file in ConfigFolders.Effective(files, ConfigFolders.Of("tmpfiles.d"), ".conf")
        from line in file.Lines()
        let fields = QuotedFields.Split(line.Text)
        where fields.Count > PathField
        from reference in OfLine(fields, file.Path, line.Line)
        select (reference, fields[PathField]);

    private static IEnumerable<AccountReference> OfLine(List<string> fields, string path, int line)
    {
        // A colon before the name: only where the file is new.
        if (Field(fields, UserField).TrimStart(':') is not ("" or "-") and var user)
            yield return new(AccountKind.User, user, path, line, $"the line of {fields[PathField]}");
        if (Field(fields, GroupField).TrimStart(':') is not ("" or "-") and var group)
            yield return new(AccountKind.Group, group, path, line, $"the line of {fields[PathField]}");
        if (fields[TypeField] is not ['a' or 'A', ..]) yield break;
        foreach (var entry in Field(fields, ArgumentField).Split(','))
            if (OfAclEntry(entry) is var (kind, name))
                yield return new(kind, name, path, line, $"the access control list of {fields[PathField]}");
    }

    // "u:name:rwx", "default:group:name:r"; without a name it is the owner's entry.
    private static (AccountKind, string)? OfAclEntry(string entry)
    {
        var parts = entry.Trim().Split(':').AsSpan();
        if (parts is ["d" or "default", .. var rest]) parts = rest;
        return parts switch
        {
            ["u" or "user", { Length: > 0 } name, ..] => (AccountKind.User, name),
            ["g" or "group", { Length: > 0 } name, ..] => (AccountKind.Group, name),
            _ => null,
        };
    }

    private static string Field(List<string> fields, int index) => index < fields.Count ? fields[index] : "";
}
