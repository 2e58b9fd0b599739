using System.Xml;
using System.Xml.Linq;

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

    private DbusPolicyReferences(RootFiles files) => _files = files;

    /// <summary>What the files name.</summary>
    public List<AccountReference> References { get; } = [];

    /// <summary>Files that are no XML, with the line and the reason.</summary>
    public List<(string Path, int Line, string Reason)> Malformed { get; } = [];

    public static DbusPolicyReferences Read(RootFiles files)
    {
        var read = new DbusPolicyReferences(files);
        foreach (var path in new[] { SystemConfiguration, "/etc/dbus-1/system.conf", "/etc/dbus-1/system-local.conf" }) read.ReadFile(path);
        foreach (var folder in Folders) read.ReadFolder(folder);
        return read;
    }

    private void ReadFolder(string folder)
    {
        foreach (var name in _files.Names(folder).Where(name => name.EndsWith(".conf", StringComparison.Ordinal)))
            ReadFile($"{folder}/{name}");
    }

    private void ReadFile(string path)
    {
        if (!_seen.Add(path) || _files.ReadText(path) is not { } text) return;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            foreach (var element in XDocument.Load(reader, LoadOptions.SetLineInfo).Descendants()) Visit(element, path);
        }
        catch (XmlException malformed)
        {
            Malformed.Add((path, malformed.LineNumber, malformed.Message));
        }
    }

    private void Visit(XElement element, string path)
    {
        var value = element.Value.Trim();
        switch (element.Name.LocalName)
        {
            case "user":
                Add(AccountKind.User, value, element, path, RunsAs);
                break;
            case "policy" or "allow" or "deny":
                Add(AccountKind.User, (string?)element.Attribute("user"), element, path, $"<{element.Name.LocalName} user>");
                Add(AccountKind.Group, (string?)element.Attribute("group"), element, path, $"<{element.Name.LocalName} group>");
                break;
            case "include":
                ReadFile(Absolute(value, path));
                break;
            case "includedir":
                ReadFolder(Absolute(value, path));
                break;
        }
    }

    private void Add(AccountKind kind, string? name, XElement element, string path, string by)
    {
        if (name is not (null or "" or "*")) References.Add(new(kind, name, path, ((IXmlLineInfo)element).LineNumber, by));
    }

    private static string Absolute(string value, string path) =>
        value.StartsWith('/') ? value : $"{path[..path.LastIndexOf('/')]}/{value}";
}
