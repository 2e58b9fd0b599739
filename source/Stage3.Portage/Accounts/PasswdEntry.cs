namespace Stage3.Portage.Accounts;

/// <summary>One line of <c>/etc/passwd</c>, passwd(5). Texts are as <see cref="AccountText"/> decodes them.</summary>
/// <param name="Name">The login name, never empty.</param>
/// <param name="Password"><c>x</c> where the password is in shadow; empty means that none is asked for.</param>
/// <param name="Uid">The user id, 0 to 4294967294.</param>
/// <param name="Gid">The id of the primary group, 0 to 4294967294.</param>
/// <param name="Gecos">The comment.</param>
/// <param name="Home">The home folder, as seen from inside the root.</param>
/// <param name="Shell">The login shell; empty means <c>/bin/sh</c>.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record PasswdEntry(
    string Name, string Password, uint Uid, uint Gid, string Gecos, string Home, string Shell, int Line);
