using System.Text;
using System.Text.Json;

namespace Stage3.Reports;

/// <summary>JSON into text writers, which the framework's writer does not know.</summary>
internal static class JsonText
{
    public static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
