using CsCheck;
using Stage3.Portage.Atoms;
using Stage3.Portage.Names;
using Stage3.Portage.Versions;

namespace Stage3.Portage.Tests.Atoms;

public class AtomTests
{
    [Fact]
    public void All_parts_are_read()
    {
        var atom = Atom.Parse("!!>=dev-libs/foo-bar-1.2_rc3-r4:5/6=::gentoo[a,-b,c?,!d?,e=,!f=,g(+),-h(-)]");
        (atom.Blocks, atom.Operator).Should().Be((Blocking.Strong, AtomOperator.GreaterOrEqual));
        (atom.Name.ToString(), atom.Version!.ToString(), atom.Repository!.Name).Should().Be(("dev-libs/foo-bar", "1.2_rc3-r4", "gentoo"));
        (atom.Slot!.Slot, atom.Slot.SubSlot, atom.Slot.Operator, atom.Slot.IsBuilt).Should().Be(("5", "6", SlotOperator.Bound, true));
        atom.Use.Select(use => (use.Flag.Name, use.Kind, use.Default)).Should().Equal(
            ("a", UseDependencyKind.Enabled, null), ("b", UseDependencyKind.Disabled, null), ("c", UseDependencyKind.EnabledIfOwn, null),
            ("d", UseDependencyKind.DisabledIfNotOwn, null), ("e", UseDependencyKind.Same, null), ("f", UseDependencyKind.Opposite, null),
            ("g", UseDependencyKind.Enabled, true), ("h", UseDependencyKind.Disabled, false));
    }

    [Theory]
    [InlineData("foo", "a category is missing")]
    [InlineData("=a/b", "an operator needs a version")]
    [InlineData("a/b-1", "a version needs an operator")]
    [InlineData(">=a/b-1*", "'*' after a version goes with the operator '=' only")]
    [InlineData("a/b*", "'*' after a version")]
    [InlineData("==a/b-1", "'=a' is not a category")]
    [InlineData("!!!a/b", "'!a' is not a category")]
    [InlineData("a/b:", "':' is not a slot dependency")]
    [InlineData("a/b:0*", "':0*' is not a slot dependency")]
    [InlineData("a/b:/1", "':/1' is not a slot dependency")]
    [InlineData("a/b::", "'' is not a repository name")]
    [InlineData("a/b[x", "']' must be the last character")]
    [InlineData("a/b[]", "'' is not a USE dependency")]
    [InlineData("a/b[x,]", "'' is not a USE dependency")]
    [InlineData("a/b[x y]", "'x y' is not a USE dependency")]
    [InlineData("a/b[!x]", "'!x' is not a USE dependency")]
    [InlineData("a/b[-x?]", "'-x?' is not a USE dependency")]
    [InlineData("a/b[x(+)?,-x(-)]", "contradicts another default of 'x'")]
    [InlineData(">=a/b-1-2", "ends like a version")]
    [InlineData("=a/b-1-02", "ends like a version")]
    [InlineData("=a/b-1-2-3", "ends like a version")]
    [InlineData("a/b\n", "'b\n' is not a name")]
    public void A_malformed_atom_says_why(string text, string reason)
    {
        Atom.TryParse(text, out _).Should().BeFalse();
        var parse = () => Atom.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is not a package atom: *{reason}*");
    }

    [Theory]
    [InlineData("0", "a/b:0", "EAPI 0 has no slot dependencies")]
    [InlineData("1", "a/b[x]", "EAPI 1 has no USE dependencies")]
    [InlineData("1", "!!a/b", "EAPI 1 has no strong blockers")]
    [InlineData("3", "a/b[x(+)]", "EAPI 3 has no defaults of USE dependencies")]
    [InlineData("4", "a/b:=", "EAPI 4 has no slot operators")]
    [InlineData("4", "a/b:0/1", "EAPI 4 has no slot operators and no sub-slots")]
    [InlineData("8", "=a/b-1-2", "a build of a version ('2') is not allowed here")]
    [InlineData("8", "a/b::gentoo", "a repository ('::gentoo') is not allowed here")]
    public void An_older_eapi_allows_less(string eapi, string text, string reason)
    {
        var parse = () => Atom.Parse(text, AtomSyntax.Of(Eapi.Parse(eapi)));
        parse.Should().Throw<FormatException>().WithMessage($"*{reason}*");
        Atom.TryParse(text, out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("a/b", "a/b-1", true)]
    [InlineData("a/b", "a/c-1", false)]
    [InlineData("=a/b-1", "a/b-1-r0", true)]
    [InlineData("=a/b-1", "a/b-1-r1", false)]
    [InlineData("=a/b-1*", "a/b-1.5-r1", true)]
    [InlineData("=a/b-1*", "a/b-10", false)]
    [InlineData("~a/b-1", "a/b-1-r7", true)]
    [InlineData("~a/b-1", "a/b-1.0", false)]
    [InlineData("<a/b-1", "a/b-1_rc1", true)]
    [InlineData("<=a/b-1", "a/b-1-r1", false)]
    [InlineData(">a/b-1", "a/b-1-r1", true)]
    [InlineData(">=a/b-1", "a/b-1_p", true)]
    [InlineData("a/b:0", "a/b-1", true)]
    [InlineData("a/b:0/2", "a/b-1", true)]
    [InlineData("a/b:0/3", "a/b-1", false)]
    [InlineData("a/b:=", "a/b-1", true)]
    [InlineData("a/b:*", "a/b-1", true)]
    [InlineData("a/b:1", "a/b-1", false)]
    [InlineData("a/b::main", "a/b-1", true)]
    [InlineData("a/b::other", "a/b-1", false)]
    [InlineData("a/b[on]", "a/b-1", true)]
    [InlineData("a/b[off]", "a/b-1", false)]
    [InlineData("a/b[-off]", "a/b-1", true)]
    [InlineData("a/b[-on]", "a/b-1", false)]
    [InlineData("a/b[none]", "a/b-1", false)]
    [InlineData("a/b[-none]", "a/b-1", false)]
    [InlineData("a/b[none(+)]", "a/b-1", true)]
    [InlineData("a/b[none(-)]", "a/b-1", false)]
    [InlineData("a/b[-none(-)]", "a/b-1", true)]
    [InlineData("a/b[on(-)]", "a/b-1", true)]
    [InlineData("!a/b", "a/b-1", true)]
    public void An_atom_knows_its_packages(string atom, string package, bool matches) =>
        Atom.Parse(atom).Matches(new TestCandidate(package)).Should().Be(matches);

    // PMS 8.3.4: what each form asks where the asking package has the flag on, and off.
    [Theory]
    [InlineData("f", "[f]", "[f]")]
    [InlineData("-f", "[-f]", "[-f]")]
    [InlineData("f?", "[f]", "")]
    [InlineData("!f?", "", "[-f]")]
    [InlineData("f=", "[f]", "[-f]")]
    [InlineData("!f=", "[-f]", "[f]")]
    [InlineData("f(+)?", "[f(+)]", "")]
    public void Conditional_use_follows_the_asking_package(string use, string whenOn, string whenOff)
    {
        var atom = Atom.Parse($"a/b[{use}]");
        atom.Evaluate(_ => true).ToString().Should().Be("a/b" + whenOn);
        atom.Evaluate(_ => false).ToString().Should().Be("a/b" + whenOff);
    }

    [Fact]
    public void A_flag_without_default_must_exist_even_where_nothing_is_asked_of_it()
    {
        var atom = Atom.Parse("a/b[none?]").Evaluate(_ => false);
        atom.ToString().Should().Be("a/b");
        atom.Matches(new TestCandidate("a/b-1")).Should().BeFalse();
        atom.FirstUnmetUse(new TestCandidate("a/b-1")).Should().Be("'none' is asked for, and it has no such flag");
        Atom.Parse("a/b[none(-)?]").Evaluate(_ => false).Matches(new TestCandidate("a/b-1")).Should().BeTrue();
    }

    [Fact]
    public void A_build_of_a_version_is_another_package_than_other_builds()
    {
        var atom = Atom.Parse("=a/b-1.5-r1-2:0[on]");
        atom.Should().BeEquivalentTo(new { Name = PackageName.Parse("a/b"), Version = PackageVersion.Parse("1.5-r1"), BuildId = 2L }, options => options.ExcludingMissingMembers());
        atom.ToString().Should().Be("=a/b-1.5-r1-2:0[on]");
        atom.WithoutUse().ToString().Should().Be("=a/b-1.5-r1-2:0");
        atom.Matches(new TestCandidate("a/b-1.5-r1") { BuildId = 2 }).Should().BeTrue();
        atom.Matches(new TestCandidate("a/b-1.5-r1") { BuildId = 1 }).Should().BeFalse();
        atom.Should().NotBe(Atom.Parse("=a/b-1.5-r1:0[on]"));
    }

    [Fact]
    public void A_built_slot_remembers_the_sub_slot() =>
        Atom.Parse("a/b:=").WithSlot(SlotDependency.Built(Slot.Parse("0/2"))).ToString().Should().Be("a/b:0/2=");

    [Fact]
    public void What_is_read_prints_the_same() => Generators.Atom.Sample(
        text => !Atom.TryParse(text, out var atom) || (atom.ToString() == text && Atom.Parse(atom.ToString()).Equals(atom)), iter: 5000);

    [Fact]
    public void Any_text_is_read_or_refused_with_a_reason_that_quotes_it() => Generators.Mutated(Generators.Atom).Sample(
        text => Atom.TryParse(text, AtomSyntax.User, out var atom, out var error) ? atom.ToString() == text : error.Contains(text, StringComparison.Ordinal), iter: 5000);
}
