using System.Collections.Immutable;
using Stage3.Chroot.Contract;
using Stage3.Chroot.Elf;
using Stage3.Chroot.Integrity;
using Stage3.Chroot.Policy;
using Stage3.Chroot.References;
using Stage3.Chroot.Rules.References;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot;

/// <summary>What all rules look at, read once.</summary>
internal sealed class ChrootEvidence(RootFiles files, AccountDatabase accounts, ChrootPolicy policy) : IDisposable
{
    private readonly Dictionary<ReferenceRule, ImmutableArray<AccountReference>> _references = [];

    private readonly Lazy<LoginDefs> _loginDefs = new(() => LoginDefs.Parse(files.ReadText(LoginDefs.Path)));

    private readonly Lazy<Sysusers> _sysusers = new(() => Sysusers.Read(files));

    private readonly Lazy<InstalledFiles> _installed = new(() => InstalledFiles.Read(files));

    private InstalledComparison? _comparison;

    /// <summary>The root's files.</summary>
    public RootFiles Files => files;

    /// <summary>The root's accounts.</summary>
    public AccountDatabase Accounts => accounts;

    /// <summary>False where passwd is missing or refused, which is a finding; what follows from that alone is not another.</summary>
    public bool KnowsUsers => accounts.Passwd is { IsThere: true, Refusal: null };

    /// <summary>As <see cref="KnowsUsers"/>, of group.</summary>
    public bool KnowsGroups => accounts.Group is { IsThere: true, Refusal: null };

    /// <summary>What the specification asks for.</summary>
    public AccountContract Contract => policy.Accounts;

    /// <summary>What is asked of the root beyond the rules themselves.</summary>
    public ChrootPolicy Policy => policy;

    /// <summary>The root's ranges of ids.</summary>
    public LoginDefs LoginDefs => _loginDefs.Value;

    /// <summary>What the installed packages say that they put into the root.</summary>
    public InstalledFiles Installed => _installed.Value;

    /// <summary>How what is there differs from that; complete after the walk.</summary>
    public InstalledComparison Comparison => _comparison ??= new(Installed, files);

    /// <summary>The libraries that are needed and not found; complete after the walk.</summary>
    public NeededLibraries Libraries { get; } = new(files);

    /// <summary>The accounts that are made in the first boot.</summary>
    public Sysusers Sysusers => _sysusers.Value;

    /// <summary>The references that a rule looks at, read once.</summary>
    public ImmutableArray<AccountReference> ReferencesOf(ReferenceRule rule) =>
        _references.TryGetValue(rule, out var read) ? read : _references[rule] = [.. rule.Read(this).Where(one => one.Name.Length > 0)];

    /// <inheritdoc/>
    public void Dispose() => _comparison?.Dispose();

    /// <summary>What the root knows of an account that something names.</summary>
    public Presence PresenceOf(AccountReference reference)
    {
        if (reference.IsNumber) return Presence.Present;
        if (reference.Name.AsSpan().IndexOfAny('%', '$', '{') >= 0) return Presence.Unknowable;
        var isThere = reference.Kind == AccountKind.User ? accounts.UserId(reference.Name) : accounts.GroupId(reference.Name);
        return isThere is not null ? Presence.Present
            : Sysusers.Makes(reference.Kind, reference.Name) ? Presence.MadeAtBoot
            : reference.IsDynamic ? Presence.Dynamic
            : Presence.Missing;
    }
}
