using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Atoms;

/// <summary>
/// What follows the colon of an atom: <c>0</c>, <c>0/1</c>, <c>=</c>, <c>*</c>, <c>0=</c>, and <c>0/1=</c> as an installed
/// package records what it was built against. Source: PMS 8.3.3.
/// </summary>
public sealed record SlotDependency
{
    private SlotDependency(string? slot, string? subSlot, SlotOperator @operator) => (Slot, SubSlot, Operator) = (slot, subSlot, @operator);

    /// <summary>The slot asked for; null for any.</summary>
    public string? Slot { get; }

    /// <summary>The sub-slot asked for; null for any.</summary>
    public string? SubSlot { get; }

    /// <summary>What it says about rebuilds.</summary>
    public SlotOperator Operator { get; }

    /// <summary>True for <c>slot/sub-slot=</c>: an installed or binary package says what it was built against.</summary>
    public bool IsBuilt => Operator == SlotOperator.Bound && SubSlot is not null;

    /// <summary>The built form of a bound dependency: what an installed package records.</summary>
    public static SlotDependency Built(Slot slot) => new(slot.Name, slot.SubSlot, SlotOperator.Bound);

    /// <summary>Reads what follows the colon.</summary>
    /// <exception cref="FormatException">The text is no slot dependency.</exception>
    public static SlotDependency Parse(string text) => TryParse(text, out var slot)
        ? slot
        : throw new FormatException($"'{text}' is not a slot dependency: one of slot, slot/sub-slot, =, *, slot=");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SlotDependency? slot)
    {
        slot = null;
        if (string.IsNullOrEmpty(text)) return false;
        if (text == "*") slot = new SlotDependency(null, null, SlotOperator.Any);
        if (text == "=") slot = new SlotDependency(null, null, SlotOperator.Bound);
        if (slot is not null) return true;

        var bound = text[^1] == '=';
        var names = bound ? text[..^1] : text;
        var slash = names.IndexOf('/', StringComparison.Ordinal);
        var (name, subSlot) = slash < 0 ? (names, null) : (names[..slash], names[(slash + 1)..]);
        if (NameSyntax.IsSlot(name) && (subSlot is null || NameSyntax.IsSlot(subSlot)))
            slot = new SlotDependency(name, subSlot, bound ? SlotOperator.Bound : SlotOperator.None);
        return slot is not null;
    }

    /// <summary>True where a package in this slot is asked for.</summary>
    public bool Matches(Slot slot) => (Slot is null || Slot == slot.Name) && (SubSlot is null || SubSlot == slot.SubSlot);

    /// <summary>What stands after the colon.</summary>
    public override string ToString() =>
        Slot + (SubSlot is null ? "" : "/" + SubSlot) + (Operator switch { SlotOperator.Any => "*", SlotOperator.Bound => "=", _ => "" });
}
