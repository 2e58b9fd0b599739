using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Guard;
using Stage3.Portage.Accounts;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Running;

/// <summary>A real Portage on a real tree: the packages that make accounts put them into the root, and none on the host.</summary>
public sealed class RealTreeTests
{
    // So many packages of accounts, with the groups that they ask for; STAGE3_REAL_PACKAGES=1000 takes all.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("STAGE3_REAL_PACKAGES"), out var count) ? count : 4;

    [FactNeeding(Need.Portage, Need.Trees, Need.Root, "python3", "git", "useradd")]
    public async Task Accounts_land_in_the_root_and_none_on_the_host()
    {
        using var world = new PortageWorld();
        var tree = await RealTree.CheckOutAsync(world.Folder / "real");
        world.UseTree(tree, "default/linux/amd64/23.0/systemd");
        var users = RealTree.Packages(tree, "acct-user").Where(package => package != "acct-user/root").Take(Count).ToArray();
        var before = HostGuard.ThisMachine.Take(CancellationToken.None);

        var plan = await world.RunAsync(users);
        var virtuals = await world.RunAsync(world.Command("virtual/libc", "virtual/acl", "virtual/pager") with { Dependencies = Dependencies.None });

        before.ChangesTo(HostGuard.ThisMachine.Take(CancellationToken.None)).Should().BeEmpty();
        var accounts = AccountDatabase.Read(world.Root.Path);
        plan.Packages.Length.Should().BeGreaterThanOrEqualTo(users.Length);
        foreach (var package in plan.Packages.Select(package => package.Id.Name))
        {
            if (package.Category == "acct-user") accounts.FindUser(package.Name).Should().NotBeNull($"{package} makes it");
            if (package.Category == "acct-group") accounts.FindGroup(package.Name).Should().NotBeNull($"{package} makes it");
        }

        world.Events.OfType<PackageFinished>().Should().HaveCount(plan.Packages.Length + virtuals.Packages.Length);
    }
}
