using System.Text;
using System.Xml;

namespace Stage3.Chroot.References;

/// <summary>
/// Accounts in the system bus's configuration, dbus-daemon(1): <c>&lt;user&gt;</c>, and the attributes <c>user</c> and <c>group</c> of
/// <c>policy</c>, <c>allow</c> and <c>deny</c>. Includes are followed inside the root; no DTD is ever loaded.
/// </summary>
internal sealed class DbusPolicyReferences
{
    /// <summary>The element that says who the bus itself runs as.</summary>
    public const string RunsAs = "<user>";

    private const string SystemConfiguration = "/usr/share/dbus-1/system.conf";

    // What upstream's system.conf includes: read too where that file is not there or says otherwise, for policies lie ready in them.
    private static readonly string[] Folders = ["/usr/share/dbus-1/system.d", "/etc/dbus-1/system.d"];

    private readonly RootFiles _files;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _pending = [];

    private DbusPolicyReferences(RootFiles files) => _files = files;

    /// <summary>What the files name.</summary>
    public List<AccountReference> References { get; } = [];

    /// <summary>Files that are no XML, with the line and the reason.</summary>
    public List<(string Path, int Line, string Reason)> Malformed { get; } = [];

    public static DbusPolicyReferences Read(RootFiles files)
    {
        var read = new DbusPolicyReferences(files);
        foreach (var path in new[] { SystemConfiguration, "/etc/dbus-1/system.conf", "/etc/dbus-1/system-local.conf" }) read.Add(path);
        foreach (var folder in Folders) read.AddFolder(folder);
        // One after the other, however long a chain of includes is.
        while (read._pending.TryDequeue(out var path)) read.ReadFile(path);
        return read;
    }

    private void Add(string path)
    {
        if (_seen.Add(path)) _pending.Enqueue(path);
    }

    private void AddFolder(string folder)
    {
        foreach (var name in _files.Names(folder).Where(name => name.EndsWith(".conf", StringComparison.Ordinal)))
            Add($"{folder}/{name}");
    }

    private void ReadFile(string path)
    {
        if (_files.ReadText(path) is not { } text) return;
        try
        {
            // Read as it comes and not as a document: elements may lie in each other a million deep, and building that takes the square of it.
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            foreach (var element in Elements(reader).ToList()) Visit(element, path);
        }
        catch (XmlException malformed)
        {
            Malformed.Add((path, malformed.LineNumber, malformed.Message));
        }
    }

    // Those that say something here, with their own text or attributes.
    private static IEnumerable<Element> Elements(XmlReader reader)
    {
        (Element Element, int Depth, StringBuilder Text)? open = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName is "policy" or "allow" or "deny":
                    yield return new(reader.LocalName, "", reader.GetAttribute("user"), reader.GetAttribute("group"), ((IXmlLineInfo)reader).LineNumber);
                    break;
                case XmlNodeType.Element when reader.LocalName is "user" or "include" or "includedir" && !reader.IsEmptyElement:
                    open = (new(reader.LocalName, "", null, null, ((IXmlLineInfo)reader).LineNumber), reader.Depth, new());
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open is { } here && reader.Depth == here.Depth + 1:
                    here.Text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when open is { } closed && reader.Depth == closed.Depth:
                    yield return closed.Element with { Text = closed.Text.ToString().Trim() };
                    open = null;
                    break;
            }
        }
    }

    private void Visit(Element element, string path)
    {
        switch (element.Name)
        {
            case "user":
                Add(AccountKind.User, element.Text, element, path, RunsAs);
                break;
            case "include":
                Add(Absolute(element.Text, path));
                break;
            case "includedir":
                AddFolder(Absolute(element.Text, path));
                break;
            default:
                Add(AccountKind.User, element.User, element, path, $"<{element.Name} user>");
                Add(AccountKind.Group, element.Group, element, path, $"<{element.Name} group>");
                break;
        }
    }

    private void Add(AccountKind kind, string? name, Element element, string path, string by)
    {
        if (name is not (null or "" or "*")) References.Add(new(kind, name, path, element.Line, by));
    }

    private static string Absolute(string value, string path) =>
        value.StartsWith('/') ? value : $"{path[..path.LastIndexOf('/')]}/{value}";

    private sealed record Element(string Name, string Text, string? User, string? Group, int Line);
}
