using System.Diagnostics;
using Stage3.Linux;
using Stage3.Portage.Accounts;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Accounts;

public sealed class AccountDatabaseReadTests : IDisposable
{
    private readonly Scratch _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_files_of_the_root_are_read_and_not_those_of_the_host()
    {
        _root.Write("etc/passwd", "larry:x:1000:100::/home/larry:/bin/bash\n");
        _root.Write("etc/group", "users:x:100:\n");

        var accounts = Read();

        accounts.UserId("larry").Should().Be(1000);
        accounts.GroupName(100).Should().Be("users");
        accounts.UserId("root").Should().BeNull();
        accounts.Shadow.IsThere.Should().BeFalse();
        accounts.Shadow.Refusal.Should().BeNull();
    }

    [Fact]
    public void An_absolute_link_is_followed_inside_the_root()
    {
        _root.Write("usr/share/baselayout/passwd", "larry:x:1000:100::/home/larry:/bin/bash\n");
        Directory.CreateDirectory(_root["etc"]);
        File.CreateSymbolicLink(_root["etc/passwd"], "/usr/share/baselayout/passwd");

        Read().UserId("larry").Should().Be(1000);
    }

    [Theory]
    [InlineData("../../../../../../../../etc/hostname")]
    [InlineData("/etc/hostname")]
    public void A_link_that_would_leave_the_root_leads_to_nothing(string target)
    {
        Directory.CreateDirectory(_root["etc"]);
        File.CreateSymbolicLink(_root["etc/passwd"], target);

        Read().Passwd.IsThere.Should().BeFalse();
    }

    [Theory]
    [InlineData("../../../../../etc/passwd")]
    [InlineData("passwd")]
    public void A_link_in_circles_is_refused_by_name(string target)
    {
        Directory.CreateDirectory(_root["etc"]);
        File.CreateSymbolicLink(_root["etc/passwd"], target);

        Read().Passwd.Refusal.Should().Contain("ELOOP");
    }

    [Fact]
    public void A_folder_etc_that_is_the_root_itself_is_walked_inside()
    {
        File.CreateSymbolicLink(_root["etc"], "/");
        _root.Write("passwd", "larry:x:1000:100::/home/larry:/bin/bash\n");

        Read().UserId("larry").Should().Be(1000);
    }

    [FactNeeding("mkfifo")]
    public void A_pipe_in_the_place_of_a_file_is_refused_and_not_waited_for()
    {
        Directory.CreateDirectory(_root["etc"]);
        using (var mkfifo = Process.Start("mkfifo", [_root["etc/passwd"]])) mkfifo.WaitForExit();

        Read().Passwd.Refusal.Should().Be("it is no regular file but a named pipe");
    }

    [FactNeeding(Need.Root)]
    public void A_device_in_the_place_of_a_file_is_refused()
    {
        Directory.CreateDirectory(_root["etc"]);
        using (var mknod = Process.Start("mknod", [_root["etc/shadow"], "c", "1", "5"])) mknod.WaitForExit();

        Read().Shadow.Refusal.Should().Be("it is no regular file but a character device");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_refused()
    {
        Directory.CreateDirectory(_root["etc/group"]);

        Read().Group.Refusal.Should().Be("it is no regular file but a folder");
    }

    [Fact]
    public void A_file_of_one_gigabyte_in_one_line_is_read_no_further_than_its_bound()
    {
        Directory.CreateDirectory(_root["etc"]);
        using (var huge = File.Create(_root["etc/passwd"])) huge.SetLength(1L << 30);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var passwd = Read().Passwd;

        passwd.Refusal.Should().Be("it is larger than 32 MiB and was read no further");
        passwd.Entries.Should().BeEmpty();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 << 20);
    }

    private AccountDatabase Read() => AccountDatabase.Read(HostPath.Parse(_root.Folder));
}
