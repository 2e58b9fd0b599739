namespace Stage3.Chroot.Rules.Accounts;

/// <summary>What a password field says, crypt(5) and shadow(5).</summary>
internal static class Passwords
{
    /// <summary>True for a hash that some password matches: not empty, not locked with <c>!</c> or <c>*</c>, not a mere <c>x</c>.</summary>
    public static bool IsUsable(string field) => field is not ("" or "x" or ['!', ..] or ['*', ..]);
}
