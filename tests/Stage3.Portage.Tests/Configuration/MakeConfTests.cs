using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Configuration;

public sealed class MakeConfTests
{
    private static readonly HostPath File = HostPath.Parse("/etc/portage/make.conf");

    /// <summary>Name, text of the file, value of A.</summary>
    public static TheoryData<string, string, string> Values { get; } = new()
    {
        { "plain", "A=b", "b" },
        { "double quotes", "A=\"b c\"", "b c" },
        { "single quotes", "A='b \"c\"'", "b \"c\"" },
        { "quotes that touch", "A=b\"c d\"'e f'g", "bc de fg" },
        { "empty", "A=\"\"", "" },
        { "blanks around the sign", "A = b", "b" },
        { "export", "export A=b", "b" },
        { "comment behind", "A=b # c", "b" },
        { "comment in a word", "A=b#c", "b" },
        { "sign of a comment in quotes", "A=\"b # c\"", "b # c" },
        { "several lines", "A=\"b\n  c\"", "b   c" },
        { "escaped end of line", "A=\"b \\\nc\"", "b c" },
        { "reference", "B=c\nA=\"b ${B} $B\"", "b c c" },
        { "unknown reference", "A=\"b${C}d\"", "bd" },
        { "reference to itself", "A=b\nA=\"${A} c\"", "b c" },
        { "escaped dollar", "A=\"\\${B}\"", "${B}" },
        { "escaped quote", "A=\"b\\\"c\"", "b\"c" },
        { "other escapes stay", "A=\"b\\nc\"", "b\\nc" },
        { "single quotes expand too", "B=c\nA='${B}'", "c" },
        { "dollar at the end", "A=\"b$\"", "b$" },
        { "last one counts", "A=b\nA=c", "c" },
        { "several in a line", "B=x A=b", "b" },
        { "flags", "A=\"-O2 -pipe -march=native\"", "-O2 -pipe -march=native" },
        { "paths", "A=/var/tmp/${X}x", "/var/tmp/x" },
        { "ssh command of make.globals", "A=\"x=\\\\\\${2#ssh://}\"", "x=\\${2#ssh://}" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_what_Portage_makes_of_it(string name, string text, string expected) =>
        MakeConf.Parse(text + "\n", File)["A"].Should().Be(expected, name);

    [FactNeeding(Need.Portage, "python3")]
    public void Portages_own_parser_says_the_same_of_every_value()
    {
        using var scratch = new Scratch();
        foreach (var (row, index) in Values.Select((row, index) => (row, index))) scratch.Write($"{index:d2}", (string)row[1] + "\n");
        var answers = RealPortage.Ask(
            """
            import os
            from portage.util import getconfig
            folder = sys.argv[1]
            print(json.dumps([getconfig(os.path.join(folder, name), expand={}).get("A") for name in sorted(os.listdir(folder))]))
            """,
            scratch.Folder);
        answers.EnumerateArray().Select(answer => answer.GetString()).Should().Equal(Values.Select(row => (string)row[2]));
    }

    [Theory]
    [InlineData("A=\"b\n\nB=c\n", 1, "quotation that \" begins")]
    [InlineData("A=b\nif true\n", 2, "'if' is not followed by '='")]
    [InlineData("A=$(date)\n", 1, "'(' is not a variable name")]
    [InlineData("A=\nB=c\n", 1, "A has no value")]
    [InlineData("A=b\n1=c\n", 2, "'1' is not a variable name")]
    [InlineData("A=\"${B:-c}\"\n", 1, "only ${NAME} can be expanded")]
    [InlineData("A=b\nsource /nowhere/at-all\n", 2, "there is no file /nowhere/at-all")]
    [InlineData("A=b=c\n", 1, "is not a variable name")]
    public void What_is_no_assignment_is_an_error_with_its_line(string text, int line, string message)
    {
        var parse = () => MakeConf.Parse(text, File);
        var problem = parse.Should().Throw<ConfigurationException>().Which.Problems.Should().ContainSingle().Which;
        problem.Line.Should().Be(line);
        problem.Message.Should().Contain(message);
        problem.ToString().Should().StartWith($"{File}:{line}: ");
    }

    [Fact]
    public void A_sourced_file_is_read_in_place_and_named_by_what_it_sets()
    {
        using var scratch = new Scratch();
        var main = HostPath.Parse(scratch.Write("make.conf", "NAME=more\nsource ${NAME}.conf\nC=\"${B} c\"\n"));
        scratch.Write("more.conf", "\nB=b\n");
        var conf = MakeConf.Read(main, new Dictionary<string, string>());
        conf["C"].Should().Be("b c");
        conf.Assignments["B"].Should().Be(new Assignment("B", "b", main.Parent / "more.conf", 2));
    }

    [Fact]
    public void A_file_that_sources_itself_is_an_error_and_no_endless_loop()
    {
        using var scratch = new Scratch();
        var main = HostPath.Parse(scratch.Write("make.conf", "source make.conf\n"));
        var read = () => MakeConf.Read(main, new Dictionary<string, string>());
        read.Should().Throw<ConfigurationException>().WithMessage("*does a file source itself?*");
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_names_without_backups_and_hidden_files()
    {
        using var scratch = new Scratch();
        scratch.Write("make.conf/20", "A=\"${A} two\"\n");
        scratch.Write("make.conf/10", "A=one\n");
        scratch.Write("make.conf/.30", "A=hidden\n");
        scratch.Write("make.conf/40~", "A=backup\n");
        MakeConf.Read(HostPath.Parse(scratch["make.conf"]), new Dictionary<string, string>())["A"].Should().Be("one two");
    }
}
