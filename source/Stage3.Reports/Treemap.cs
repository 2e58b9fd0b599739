using System.Globalization;
using System.Net;

namespace Stage3.Reports;

/// <summary>
/// A squarified treemap as SVG (Bruls, Huizing and van Wijk, 2000): areas are proportional to sizes, and each rectangle has its name and
/// size as a title. What is too small to be seen is one rectangle.
/// </summary>
internal static class Treemap
{
    private const double Width = 1000;
    private const double Height = 500;
    private const int Most = 60;
    private const double Readable = 45;

    public static void Write(SizesPart part, TextWriter output)
    {
        var items = Shown(part);
        var total = items.Sum(item => (double)item.Bytes);
        if (total <= 0) return;
        output.Write(Line($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(part.Heading)}\" class=\"map\">\n"));
        var (left, top, width, height) = (0.0, 0.0, Width, Height);
        for (var at = 0; at < items.Count;)
        {
            var (isWide, count) = (width >= height, RowLength(items, at, width, height, total));
            var row = items.GetRange(at, count);
            var sum = row.Sum(item => (double)item.Bytes);
            var thickness = (isWide ? width : height) * sum / total;
            var along = 0.0;
            for (var index = 0; index < count; index++)
            {
                var length = (isWide ? height : width) * row[index].Bytes / sum;
                if (isWide) Rectangle(output, row[index], at + index, left, top + along, thickness, length);
                else Rectangle(output, row[index], at + index, left + along, top, length, thickness);
                along += length;
            }
            (left, top, width, height) = isWide ? (left + thickness, top, width - thickness, height) : (left, top + thickness, width, height - thickness);
            (total, at) = (total - sum, at + count);
        }
        output.Write("</svg>\n");
    }

    private static List<SizeItem> Shown(SizesPart part)
    {
        var sorted = part.Sorted.Where(item => item.Bytes > 0).ToList();
        if (sorted.Count <= Most) return sorted;
        var rest = sorted.Skip(Most - 1).ToList();
        return [.. sorted.Take(Most - 1).Append(new SizeItem(Line($"{rest.Count} smaller ones"), rest.Sum(item => item.Bytes))).OrderByDescending(item => item.Bytes)];
    }

    // As many in a row as make the worst of them no longer and thinner.
    private static int RowLength(List<SizeItem> items, int at, double width, double height, double total)
    {
        var (count, best) = (1, double.MaxValue);
        for (var length = 1; at + length <= items.Count; length++)
        {
            var worst = Worst(items.GetRange(at, length), width, height, total);
            if (worst > best) break;
            (count, best) = (length, worst);
        }
        return count;
    }

    private static double Worst(List<SizeItem> row, double width, double height, double total)
    {
        var sum = row.Sum(item => (double)item.Bytes);
        var thickness = Math.Max(width, height) * sum / total;
        return row.Max(item =>
        {
            var length = Math.Min(width, height) * item.Bytes / sum;
            return Math.Max(length / thickness, thickness / length);
        });
    }

    private static void Rectangle(TextWriter output, SizeItem item, int index, double left, double top, double width, double height)
    {
        // Neighbours in size get distant colours: the golden angle.
        var hue = index * 137.508 % 360;
        output.Write(Line($"<g><title>{Text(item.Name)}: {item.Bytes} bytes</title><rect x=\"{left:0.##}\" y=\"{top:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"hsl({hue:0} 45% 72%)\"/>"));
        if (width > Readable && height > 14)
            output.Write(Line($"<text x=\"{left + 3:0.##}\" y=\"{top + 11:0.##}\">{Text(Cut(item.Name, (int)(width / 5.2)))}</text>"));
        output.Write("</g>\n");
    }

    private static string Cut(string name, int length) => name.Length <= length ? name : name[..Math.Max(1, length - 1)] + "…";

    private static string Text(string text) => WebUtility.HtmlEncode(ReportText.Printable(text));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
