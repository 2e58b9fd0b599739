using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Tooling;

/// <summary>A closed set of named values: the public static fields of the deriving class.</summary>
public abstract class Enumeration
{
    protected string Value { get; set; } = "";
    public static implicit operator string?(Enumeration? value) => value?.Value;
    public override string ToString() => Value;

    /// <summary>Finds the field by its name, whatever the case.</summary>
    public class TypeConverter<T> : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
            typeof(T).GetField((string)value, BindingFlags.Public | BindingFlags.Static | BindingFlags.IgnoreCase)
                .NotNull($"'{value}' is no {typeof(T).Name}").GetValue(null);
    }
}
