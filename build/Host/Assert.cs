using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Conditions that end a target when they do not hold; without a message, the text of the argument is named.</summary>
public static class Assert
{
    [DoesNotReturn]
    public static void Fail(string message, Exception? exception = null) => throw new InvalidOperationException(message, exception);

    public static void True(
        [DoesNotReturnIf(false)] bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (!condition) throw new ArgumentException(message ?? $"expected to be true: {argumentExpression}");
    }

    public static void False(
        [DoesNotReturnIf(true)] bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null) =>
        True(!condition, message ?? $"expected to be false: {argumentExpression}");

    public static T NotNull<T>(
        [NotNull] this T? obj, string? message = null, [CallerArgumentExpression(nameof(obj))] string? argumentExpression = null)
        where T : class => obj ?? throw new ArgumentException(message ?? $"expected not to be null: {argumentExpression}");
}
