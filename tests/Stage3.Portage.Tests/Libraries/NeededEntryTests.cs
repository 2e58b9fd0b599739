using System.Text;
using Stage3.Portage.Libraries;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Libraries;

public sealed class NeededEntryTests
{
    [Theory]
    [InlineData("X86_64;/usr/bin/a;;  -  ;libc.so.6,libm.so.6;x86_64", "x86_64 /usr/bin/a '' [] [libc.so.6 libm.so.6]")]
    [InlineData("386;/usr/lib/liba.so.1;liba.so.1;;;", "x86_32 /usr/lib/liba.so.1 'liba.so.1' [] []")]
    [InlineData("AARCH64;/opt/x/lib/b.so;b.so;$ORIGIN:${ORIGIN}/../other:/usr/lib64/$LIB;a.so", "arm_64 /opt/x/lib/b.so 'b.so' [/opt/x/lib /opt/x/other] [a.so]")]
    [InlineData("UNHEARD;//a//b/;;;;;more;fields", "UNHEARD /a/b '' [] []")]
    public void A_line_says_who_needs_what_and_where_it_looks(string line, string expected)
    {
        NeededEntry.TryParse(line, out var entry).Should().BeTrue();
        $"{entry!.Category} {entry.Path} '{entry.Soname}' [{string.Join(' ', entry.RunPath)}] [{string.Join(' ', entry.Needed)}]".Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X86_64;/usr/bin/a;;")]
    [InlineData("X86_64;/;;;")]
    [InlineData("X86_64;/a\0b;;;")]
    public void What_is_no_entry_is_passed_over(string line)
    {
        NeededEntry.TryParse(line, out _).Should().BeFalse();
        NeededEntry.Read(Encoding.UTF8.GetBytes($"{line}\nX86_64;/usr/bin/b;;;\n")).Should().ContainSingle().Which.Path.ToString().Should().Be("/usr/bin/b");
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void No_bytes_break_it()
    {
        var random = new Random(11);
        var whole = "X86_64;/opt/x/lib/b.so;b.so;$ORIGIN/../..:/usr;a.so,c.so;x86_64\n"u8.ToArray();
        for (var round = 0; round < FuzzCount.Or(2000); round++)
        {
            var broken = (byte[])whole.Clone();
            for (var hit = random.Next(6); hit >= 0; hit--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var read = () => NeededEntry.Read(broken);
            read.Should().NotThrow(Convert.ToHexString(broken));
        }
    }
}
