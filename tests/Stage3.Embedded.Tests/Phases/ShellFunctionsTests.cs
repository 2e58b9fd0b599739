using System.Text;
using Stage3.Embedded.Phases;

namespace Stage3.Embedded.Tests.Phases;

public sealed class ShellFunctionsTests
{
    [Theory]
    [InlineData("die () \n{ \n    exit 1\n}\n", "die")]
    [InlineData("die(){ exit 1; }", "die")]
    [InlineData("die \t( ) { exit 1; }", "die")]
    [InlineData("x=1; function ver_cut { :; }", "ver_cut")]
    [InlineData("function\tnewlib.so { :; }", "newlib.so")]
    [InlineData("pkg_postinst () { ( debug-print-function () { :; } ) }", "pkg_postinst debug-print-function")]
    [InlineData("declare -- A=\"einfo\"\nx=$(einfo)", "")]
    [InlineData("function", "")]
    [InlineData("(", "")]
    public void Both_forms_of_a_definition_are_found(string text, string names) =>
        ShellFunctions.In(Encoding.UTF8.GetBytes(text)).Should().BeEquivalentTo(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void The_library_knows_its_own() => PhaseLibrary.Functions.Should().Contain(["die", "einfo", "ver_cut", "doins", "newlib.so", "inherit", "unpack"]);
}
