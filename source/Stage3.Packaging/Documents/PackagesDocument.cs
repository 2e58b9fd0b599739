using System.Collections.Immutable;

namespace Stage3.Packaging.Documents;

/// <summary>The packages of a stage, <c>.packages.json</c>: for scripts, one object a package.</summary>
internal static class PackagesDocument
{
    public static byte[] Bytes(string archive, ImmutableArray<InventoryPackage> packages) => StageDocument.Bytes(json =>
    {
        json.WriteString("archive", archive);
        json.Objects("packages", packages, (one, package) =>
        {
            one.WriteString("name", package.Name);
            one.WriteString("version", package.Version);
            one.WriteString("slot", package.Slot);
            one.WriteString("repository", package.Repository);
            one.Strings("use", package.Use);
            if (package.Size is { } size) one.WriteNumber("size", size);
            else one.WriteNull("size");
            one.WriteString("license", package.License);
        });
    });
}
