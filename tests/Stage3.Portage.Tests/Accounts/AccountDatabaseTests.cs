using System.Text;
using CsCheck;
using Stage3.Portage.Accounts;

namespace Stage3.Portage.Tests.Accounts;

public sealed class AccountDatabaseTests
{
    [Fact]
    public void A_passwd_line_is_read_field_by_field_with_its_line_number()
    {
        var accounts = Passwd("# the root user\n\nroot:x:0:0:Root,,,:/root:/bin/bash\n");

        accounts.Passwd.Entries.Should().Equal(new PasswdEntry("root", "x", 0, 0, "Root,,,", "/root", "/bin/bash", 3));
        accounts.Malformed.Should().BeEmpty();
    }

    [Fact]
    public void Group_shadow_and_gshadow_lines_are_read_field_by_field()
    {
        var accounts = AccountDatabase.Parse(
            null, Bytes("wheel:x:10:root,larry\n"), Bytes("root:*:19000:0:99999:7:::\n"), Bytes("wheel:!:larry:root,larry"));

        accounts.Group.Entries.Should().Equal(new GroupEntry("wheel", "x", 10, ["root", "larry"], 1));
        accounts.Shadow.Entries.Should().Equal(new ShadowEntry("root", "*", 19000, 0, 99999, 7, null, null, 1));
        accounts.Gshadow.Entries.Should().Equal(new GshadowEntry("wheel", "!", ["larry"], ["root", "larry"], 1));
        accounts.Passwd.IsThere.Should().BeFalse();
    }

    [Fact]
    public void Of_two_entries_with_one_name_or_id_the_first_is_found()
    {
        var accounts = Passwd("mail:x:8:12::/:/bin/false\nmail:x:9:12::/:/bin/false\nsecond:x:8:1::/:/bin/false\n");

        accounts.UserId("mail").Should().Be(8);
        accounts.UserName(8).Should().Be("mail");
        accounts.UserName(9).Should().Be("mail");
        accounts.UserId("nobody").Should().BeNull();
        accounts.UserName(77).Should().BeNull();
    }

    [Fact]
    public void Groups_are_found_by_name_and_by_id()
    {
        var accounts = AccountDatabase.Parse(null, Bytes("messagebus:x:101:\n"), null, null);

        accounts.GroupId("messagebus").Should().Be(101);
        accounts.GroupName(101).Should().Be("messagebus");
        accounts.GroupId("wheel").Should().BeNull();
    }

    [Theory]
    [InlineData("a:x:1:1::/home", "it has 6 of 7 fields")]
    [InlineData("a:x:1:1::/:/bin/sh:", "it has 8 of 7 fields")]
    [InlineData(":x:1:1::/:/bin/sh", "the name is empty")]
    [InlineData("a:x:-1:1::/:/bin/sh", "the user id '-1' is no number from 0 to 4294967294")]
    [InlineData("a:x:4294967295:1::/:/bin/sh", "the user id '4294967295' is no number from 0 to 4294967294")]
    [InlineData("a:x:1: 1::/:/bin/sh", "the group id ' 1' is no number from 0 to 4294967294")]
    [InlineData("+::::::", "it asks NIS for accounts, which a stage cannot")]
    [InlineData("a:x:1:1::/:/bin/sh\r", "it ends in a carriage return")]
    [InlineData("a:x:1:1:\0:/:/bin/sh", "it holds a NUL byte")]
    public void A_malformed_line_is_a_value_with_its_line_and_the_reason(string line, string reason)
    {
        var accounts = Passwd($"root:x:0:0::/root:/bin/bash\n{line}\nbin:x:1:1::/bin:/bin/false\n");

        accounts.Passwd.Entries.Select(user => user.Name).Should().Equal("root", "bin");
        var malformed = accounts.Malformed.Should().ContainSingle().Subject;
        malformed.Should().BeEquivalentTo(new { File = AccountFile.Passwd, Line = 2, Reason = reason });
        malformed.Text.Should().Be(AccountText.Display(line));
    }

    [Fact]
    public void A_shadow_line_with_letters_for_days_is_malformed()
    {
        var accounts = AccountDatabase.Parse(null, null, Bytes("root:*:today::::::\n"), null);

        accounts.Malformed.Should().Equal(
            new MalformedLine(AccountFile.Shadow, 1, "root:*:today::::::", "'today' is no number of days"));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_survive_and_do_not_become_equal()
    {
        var accounts = AccountDatabase.Parse(
            new MemoryStream([.. "J"u8, 0xF6, .. "rg:x:1000:1::/:/bin/sh\nJ"u8, 0xE4, .. "rg:x:1001:1::/:/bin/sh\n"u8]), null, null, null);

        accounts.Passwd.Entries.Select(user => AccountText.Encode(user.Name)).Should()
            .BeEquivalentTo(new byte[][] { [(byte)'J', 0xF6, .. "rg"u8], [(byte)'J', 0xE4, .. "rg"u8] });
        accounts.UserName(1000).Should().NotBe(accounts.UserName(1001));
        AccountText.Display(accounts.UserName(1000)!).Should().Be(@"J\xf6rg");
    }

    [Fact]
    public void A_line_of_two_megabytes_is_malformed_and_the_next_one_is_read()
    {
        var accounts = Passwd($"a:x:1:1:{new string('g', 2 << 20)}:/:/bin/sh\nb:x:2:2::/:/bin/sh\n");

        accounts.Malformed.Should().ContainSingle().Which.Reason.Should().Be("it is longer than 1048576 bytes");
        accounts.UserId("b").Should().Be(2);
        accounts.Passwd.Entries.Should().ContainSingle().Which.Line.Should().Be(2);
    }

    [Fact]
    public void Text_of_account_files_keeps_any_bytes() =>
        Gen.Byte.Array.Sample(
            bytes => AccountText.Encode(AccountText.Decode(bytes)).SequenceEqual(bytes),
            iter: 2000);

    private static AccountDatabase Passwd(string text) => AccountDatabase.Parse(Bytes(text), null, null, null);

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
