using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stage3.Eclasses.Trees;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Eclasses.Overlays;

/// <summary>
/// Writes <see cref="EclassOverlay"/>s. Each lies in a folder named by its content, is written beside and renamed when
/// whole, and is never changed afterwards: the same input finds it there and writes nothing.
/// </summary>
public static class OverlayWriter
{
    /// <summary>Writes the overlay of a tree, or finds it written.</summary>
    /// <param name="tree">The tree; nothing is written to it.</param>
    /// <param name="patched">The eclasses to put in front; may be empty.</param>
    /// <param name="folder">Where overlays are kept; made where it is missing.</param>
    public static EclassOverlay Write(EclassTree tree, ImmutableArray<EclassFile> patched, HostPath folder)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(folder);
        if (tree.Folder.Contains(folder))
            throw new Stage3Exception("the overlay would be written into the tree", folder.Value, "name a folder outside of the tree");
        var target = folder / Key(tree, patched, folder);
        var repository = target / "repository";
        var overlay = new EclassOverlay(target, target / "repos.conf", patched.IsEmpty ? null : repository);
        if (target.IsFolder) return overlay;

        var partial = folder.EnsureFolder() / $".{target.Name}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            Write(partial.EnsureFolder() / "repos.conf", ReposConf(tree, overlay.Repository));
            if (!patched.IsEmpty) WriteRepository(partial / "repository", tree, patched);
            Move(partial, target);
        }
        finally
        {
            if (partial.IsFolder) Directory.Delete(partial.Value, recursive: true);
        }

        return overlay;
    }

    private static void WriteRepository(HostPath repository, EclassTree tree, ImmutableArray<EclassFile> patched)
    {
        Write((repository / "profiles").EnsureFolder() / "repo_name", EclassOverlay.RepositoryName + "\n");
        Write(
            (repository / "metadata").EnsureFolder() / "layout.conf",
            $"masters = {tree.Name}\nthin-manifests = true\n");
        var eclasses = (repository / "eclass").EnsureFolder();
        foreach (var eclass in patched) AtomicFile.Write(eclasses / eclass.Name, eclass.Content.Span);
    }

    private static string ReposConf(EclassTree tree, HostPath? repository)
    {
        var text = new StringBuilder()
            .Append("[DEFAULT]\nmain-repo = ").Append(tree.Name).Append("\n\n")
            .Append('[').Append(tree.Name).Append("]\nlocation = ").Append(tree.Folder).Append('\n');
        if (repository is null) return text.ToString();
        return text
            .Append("eclass-overrides = ").Append(EclassOverlay.RepositoryName).Append("\n\n")
            .Append('[').Append(EclassOverlay.RepositoryName).Append("]\nlocation = ").Append(repository).Append('\n')
            .ToString();
    }

    /// <summary>Two runs at once write the same: the one that comes second takes what the first has put there.</summary>
    private static void Move(HostPath partial, HostPath target)
    {
        try
        {
            Directory.Move(partial.Value, target.Value);
        }
        catch (IOException) when (target.IsFolder)
        {
        }
    }

    private static void Write(HostPath path, string text) => AtomicFile.Write(path, text);

    private static string Key(EclassTree tree, ImmutableArray<EclassFile> patched, HostPath folder)
    {
        var text = $"1\n{tree.Folder}\n{tree.Name}\n{folder}\n"
            + string.Concat(patched.OrderBy(eclass => eclass.Name, StringComparer.Ordinal).Select(eclass => $"{eclass.Name} {eclass.Sha256}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
