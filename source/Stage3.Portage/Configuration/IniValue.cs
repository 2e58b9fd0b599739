using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>The value of a key in an ini file, with its place.</summary>
/// <param name="Text">The value, trimmed; lines that go on are joined by newlines.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line of the key, from 1.</param>
public sealed record IniValue(string Text, HostPath File, int Line);
