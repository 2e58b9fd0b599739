using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Names;

/// <summary>
/// What SLOT says of a package: a slot and a sub-slot, which is the slot itself where none is given; so <c>0</c> and
/// <c>0/0</c> are equal. Source: PMS 3.1.3 and 7.2.
/// </summary>
public sealed record Slot
{
    private Slot(string name, string subSlot) => (Name, SubSlot) = (name, subSlot);

    /// <summary>Slot <c>0</c>, what most packages are in.</summary>
    public static Slot Zero { get; } = new("0", "0");

    /// <summary>The slot: two versions of a package in different slots can be installed together.</summary>
    public string Name { get; }

    /// <summary>The sub-slot: it changes where users of the package must be built again.</summary>
    public string SubSlot { get; }

    /// <summary>Reads <c>slot</c> or <c>slot/sub-slot</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Slot Parse(string text) => TryParse(text, out var slot)
        ? slot
        : throw new FormatException($"'{text}' is not a slot: 'slot' or 'slot/sub-slot' of letters, digits and +_.-, not starting with +.-");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Slot? slot)
    {
        slot = null;
        if (text is null) return false;
        if (text == "0")
        {
            slot = Zero;
            return true;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (name, subSlot) = slash < 0 ? (text, text) : (text[..slash], text[(slash + 1)..]);
        if (NameSyntax.IsSlot(name) && NameSyntax.IsSlot(subSlot)) slot = new Slot(name, subSlot);
        return slot is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name == SubSlot ? Name : $"{Name}/{SubSlot}";
}
