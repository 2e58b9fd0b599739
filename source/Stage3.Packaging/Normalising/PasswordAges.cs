using System.Globalization;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Packaging.Normalising;

/// <summary>The day of the last change of a password, third field of shadow(5): useradd writes today.</summary>
public sealed class PasswordAges(FileTime latest) : RewriteRule(
    "password-age", "useradd writes the day of the build; nobody has set a password that could age")
{
    private const int LastChange = 2;
    private const long SecondsOfDay = 24 * 60 * 60;

    /// <inheritdoc/>
    public override bool Concerns(string path) => path == "/etc/shadow";

    /// <inheritdoc/>
    public override byte[] Rewrite(string path, ReadOnlySpan<byte> content) =>
        // Latin-1 keeps any bytes.
        Encoding.Latin1.GetBytes(string.Join('\n', Encoding.Latin1.GetString(content).Split('\n').Select(Clamped)));

    private string Clamped(string line)
    {
        var fields = line.Split(':');
        var day = latest.Seconds / SecondsOfDay;
        if (fields.Length <= LastChange || !long.TryParse(fields[LastChange], CultureInfo.InvariantCulture, out var changed) || changed <= day) return line;
        fields[LastChange] = day.ToString(CultureInfo.InvariantCulture);
        return string.Join(':', fields);
    }
}
