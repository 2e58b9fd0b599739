using System.Collections.Immutable;
using Stage3.Chroot.Rules.Accounts;
using Stage3.Chroot.Rules.Contract;
using Stage3.Chroot.Rules.Integrity;
using Stage3.Chroot.Rules.Leftovers;
using Stage3.Chroot.Rules.Ownership;
using Stage3.Chroot.Rules.Policy;
using Stage3.Chroot.Rules.References;
using Stage3.Chroot.Rules.Walk;

namespace Stage3.Chroot.Rules;

/// <summary>All rules that there are.</summary>
public static class RuleCatalog
{
    /// <summary>The rules, by id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. new Rule[]
        {
            new UserMissing(), new GroupMissing(), new Contract.UserWithoutShadow(), new Contract.GroupWithoutGshadow(),
            new UserId(), new GroupId(), new UserHome(), new UserShell(), new UserPrimaryGroup(), new UserMembership(),
            new FileMissing(), new FileRefused(), new FilePermissions(), new MalformedLineRule(),
            new DuplicateName(), new DuplicateUserId(), new DuplicateGroupId(), new UnusualName(),
            new RootMissing(), new SecondRoot(), new PrimaryGroupMissing(),
            new MemberMissing(), new GshadowMemberMissing(), new GshadowMembersDiffer(),
            new Accounts.UserWithoutShadow(), new ShadowWithoutUser(), new Accounts.GroupWithoutGshadow(), new GshadowWithoutGroup(),
            new EmptyPassword(), new PasswordSet(), new HashBehindLock(), new PasswordInPasswd(),
            new IdRangesOverlap(), new IdOutOfRange(), new ShellMissing(), new HomeOwner(), new HomeMissing(),
            new UserUnknown(), new GroupUnknown(), new AclUserUnknown(), new AclGroupUnknown(),
            new SystemdUnit(), new DbusUser(), new DbusPolicy(), new DbusMalformed(), new DbusActivation(),
            new Tmpfiles(), new TmpfilesTooEarly(), new UdevRule(), new PolkitRule(),
            new ContentsMalformed(), new FileGone(), new FileChanged(), new ConfigurationChanged(), new TimeChanged(),
            new WorldWritableFolder(), new WorldWritableFile(),
            new EntryLost(), new WalkCutShort(),
            new PamService(), new SecurityTable(), new CronJob(), new LogrotateOwner(), new InstalledAccount(), new InstalledAccountId(),
            new LibraryMissing(), new LibraryElsewhere(), new InterpreterMissing(), new BrokenSymlink(), new ConfigurationPending(),
            new PrivilegedFile(), new PrivilegedFileUnowned(), new UnownedFile(), new PackageOwner(),
            new TemporaryFiles(), new CacheFiles(), new LogFiles(), new MachineId(), new ResolvConf(), new HostPathRule(),
            new ProfileMissing(), new EnabledUnit(), new TimeZoneRule(), new LocaleRule(), new PresetRule(),
            new BackupFile(), new RepositoryLeft(), new HomeOfRoot(),
        }.OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
