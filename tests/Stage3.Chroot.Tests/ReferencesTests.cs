using Stage3.Testing;

namespace Stage3.Chroot.Tests;

/// <summary>What refers to accounts and is in order: none of it may be found.</summary>
public sealed class ReferencesTests : IDisposable
{
    private const string Units = "usr/lib/systemd/system/";
    private readonly SoundRoot _root = new();

    public void Dispose() => _root.Dispose();

    [TheoryNeeding(Need.Root)]
    [InlineData("[Service]\nUser=ghost\nUser=\n")]
    [InlineData("[Service]\nUser=ghost\nUser=bin\n")]
    [InlineData("[Service]\nUser=250\nGroup=250\n")]
    [InlineData("[Service]\nUser=%i\n")]
    [InlineData("[Service]\nUser=ghost\nGroup=ghost\nDynamicUser=yes\n")]
    [InlineData("[Service]\nSupplementaryGroups=ghost\nSupplementaryGroups=\nSupplementaryGroups=bin root\n")]
    [InlineData("[X-Vendor]\nUser=ghost\n;User=ghost\n")]
    public void A_unit_that_names_nobody_missing_is_in_order(string text)
    {
        _root.Write(Units + "a@.service", text);

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void A_masked_or_overridden_unit_does_not_count()
    {
        _root.Write(Units + "masked.service", "[Service]\nUser=ghost\n");
        _root.Write(Units + "overridden.service", "[Service]\nUser=ghost\n");
        _root.Write("etc/systemd/system/overridden.service", "[Service]\nUser=bin\n");
        File.CreateSymbolicLink(_root["etc/systemd/system/masked.service"], "/dev/null");

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void A_drop_in_that_resets_the_user_counts()
    {
        _root.Write(Units + "a-b.service", "[Service]\nUser=ghost\n");
        _root.Write(Units + "a-.service.d/user.conf", "[Service]\nUser=\n");

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void A_users_own_unit_does_not_count()
    {
        _root.Write("usr/lib/systemd/user/a.service", "[Service]\nUser=ghost\n");

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void Accounts_that_are_made_at_boot_are_not_missing()
    {
        _root.Write("usr/lib/sysusers.d/a.conf", """
            # type name id
            u     made-user   -     "A user's \"comment\"" /var/lib/made
            u!    made-locked 250:bin
            g     made-group  251
            m     made-member made-extra
            """);
        _root.Write(Units + "a.service", "[Service]\nUser=made-user\nGroup=made-group\nSupplementaryGroups=made-extra made-user\n");
        _root.Write("usr/lib/tmpfiles.d/a.conf", "d /run/a 0755 made-locked made-group\n");
        _root.Write("usr/share/dbus-1/system.conf", "<busconfig><user>made-member</user></busconfig>");
        _root.Write("var/lib/made", "");
        _root.Chown("var/lib/made", 250, 251);

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void A_sysusers_file_of_the_same_name_in_etc_replaces_the_other()
    {
        _root.Write("usr/lib/sysusers.d/a.conf", "u made-user -\n");
        _root.Write("etc/sysusers.d/a.conf", "u other-user -\n");
        _root.Write(Units + "a.service", "[Service]\nUser=made-user\n");

        _root.Verify().Should().ContainSingle().Which.Message.Should().Contain("'made-user'");
    }

    [FactNeeding(Need.Root)]
    public void A_pipe_in_the_place_of_a_unit_is_not_waited_for()
    {
        _root.Folder(Units.TrimEnd('/'));
        _root.Fifo(Units + "a.service");

        _root.Verify().Should().BeEmpty();
    }

    [FactNeeding(Need.Root)]
    public void Configuration_behind_a_link_out_of_the_root_is_not_read()
    {
        using var outside = new Scratch();
        outside.Write("a.service", "[Service]\nUser=ghost\n");
        _root.Folder("usr/lib/systemd");
        Directory.CreateSymbolicLink(_root["usr/lib/systemd/system"], outside.Folder);

        _root.Verify().Should().BeEmpty();
    }
}
