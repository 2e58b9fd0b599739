namespace Stage3.Portage.Accounts;

/// <summary>One line of <c>/etc/shadow</c>, shadow(5). Days are counted from 1970-01-01; null where the field is empty.</summary>
/// <param name="Name">The login name, never empty.</param>
/// <param name="Password">The hash; <c>!</c> or <c>*</c> lets no password in; empty lets everybody in.</param>
/// <param name="LastChange">The day of the last change; 0 asks for a new password at the next login.</param>
/// <param name="MinimumDays">Days before it may be changed again.</param>
/// <param name="MaximumDays">Days after which it must be changed.</param>
/// <param name="WarningDays">Days of warning before that.</param>
/// <param name="InactiveDays">Days after that in which it still serves.</param>
/// <param name="Expires">The day on which the account expires.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record ShadowEntry(
    string Name,
    string Password,
    long? LastChange,
    long? MinimumDays,
    long? MaximumDays,
    long? WarningDays,
    long? InactiveDays,
    long? Expires,
    int Line);
