namespace Stage3.Chroot.References;

/// <summary>Accounts in units, systemd.exec(5) and systemd.socket(5).</summary>
internal static class SystemdReferences
{
    private static readonly string[] Sections = ["Service", "Socket", "Mount", "Swap"];

    public static IEnumerable<AccountReference> Read(RootFiles files) =>
        new SystemdUnits(files).All().SelectMany(unit => OfUnit([.. unit.Assignments.Where(one => Sections.Contains(one.Section))]));

    private static IEnumerable<AccountReference> OfUnit(IReadOnlyList<Assignment> assignments)
    {
        // With a dynamic user, User= and Group= name what is made when the service starts; supplementary groups must be there.
        var isDynamic = Last(assignments, "DynamicUser")?.Value is "yes" or "true" or "1" or "on";
        foreach (var (key, kind) in new[] { ("User", AccountKind.User), ("Group", AccountKind.Group) })
            if (Last(assignments, key) is { Value.Length: > 0 } given) yield return Reference(kind, given.Value, given) with { IsDynamic = isDynamic };
        foreach (var (key, kind) in new[] { ("SocketUser", AccountKind.User), ("SocketGroup", AccountKind.Group) })
            if (Last(assignments, key) is { Value.Length: > 0 } given) yield return Reference(kind, given.Value, given);
        foreach (var given in SinceReset(assignments, "SupplementaryGroups"))
            foreach (var name in given.Value.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                yield return Reference(AccountKind.Group, name, given);
    }

    // The last one counts, and an empty one takes back those before.
    private static Assignment? Last(IEnumerable<Assignment> assignments, string key) => assignments.LastOrDefault(one => one.Key == key);

    private static IEnumerable<Assignment> SinceReset(IEnumerable<Assignment> assignments, string key) =>
        assignments.Where(one => one.Key == key).Reverse().TakeWhile(one => one.Value.Length > 0).Reverse();

    private static AccountReference Reference(AccountKind kind, string name, Assignment given) =>
        new(kind, name, given.Path, given.Line, $"{given.Key}=");
}
