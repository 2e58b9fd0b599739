using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Which updates of protected files were offered before, as Portage remembers it: <c>var/lib/portage/config</c>, a line a file with its path and the MD5 of the last update, or of what a symlink
/// leads to (emerge(1), <c>--noconfmem</c>). An update that comes again as it was is not offered again.
/// </summary>
internal sealed class ConfigMemory
{
    private readonly HostPath _file;

    // In the order of the file. A path with blanks in it is read as another with more words, as Portage reads it: it is remembered by neither.
    private readonly Dictionary<string, List<string>> _known = new(StringComparer.Ordinal);
    private bool _isChanged;

    private ConfigMemory(HostPath file) => _file = file;

    internal static ConfigMemory Open(HostPath root)
    {
        var memory = new ConfigMemory(FolderInRoot.Of(root, BytePath.Parse("var/lib/portage")) / "config");
        foreach (var line in memory._file.IsFile ? File.ReadLines(memory._file.Value) : [])
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#').ToList();
            if (words.Count < 2) continue;
            if (memory._known.TryGetValue(words[0], out var before)) before.AddRange(words[1..]);
            else memory._known.Add(words[0], words[1..]);
        }

        return memory;
    }

    /// <summary>Whether this very update was offered before.</summary>
    internal bool Knows(BytePath path, string md5) => _known.TryGetValue($"{path}", out var known) && known[0] == md5;

    /// <summary>Remembers an update.</summary>
    internal void Remember(BytePath path, string md5)
    {
        if (_known.TryGetValue($"{path}", out var known) && known is [var only] && only == md5) return;
        _known[$"{path}"] = [md5];
        _isChanged = true;
    }

    /// <summary>Forgets a file that its package has no more.</summary>
    internal void Forget(BytePath path) => _isChanged |= _known.Count > 0 && _known.Remove($"{path}");

    /// <summary>Writes down what has changed.</summary>
    internal void Store()
    {
        if (!_isChanged) return;
        AtomicFile.Write(_file.Parent.EnsureFolder() / _file.Name, string.Concat(_known.Select(each => $"{each.Key} {string.Join(' ', each.Value)}\n")));
        _isChanged = false;
    }
}
