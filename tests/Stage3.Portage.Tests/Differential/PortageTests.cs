using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;
using Stage3.Portage.Versions;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Differential;

/// <summary>The same generated cases for Portage and for us.</summary>
public class PortageTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [FactNeeding("python3", Need.Portage)]
    public void Versions_compare_as_in_Portage()
    {
        var pairs = Sample(Gen.Select(Generators.Version, Generators.Version), 3000);
        var answers = Portage.Ask([.. pairs.Select(pair => new object[] { "vercmp", pair.Item1, pair.Item2 })]);
        foreach (var (pair, answer) in pairs.Zip(answers))
            PackageVersion.Parse(pair.Item1).CompareTo(PackageVersion.Parse(pair.Item2)).Should().Be(answer.GetInt32(), "of {0}", pair);
    }

    [FactNeeding("python3", Need.Portage)]
    public void Atoms_are_read_as_in_Portage()
    {
        var texts = Sample(Generators.Atom, 2000).Concat(Sample(Generators.Mutated(Generators.Atom), 2000)).Where(IsPlain).ToArray();
        var answers = Portage.Ask([.. texts.Select(text => new object[] { "atom", text })]);
        foreach (var (text, answer) in texts.Zip(answers)) Read(text).Should().Be(answer.GetRawText().Replace(", ", ",", StringComparison.Ordinal), "of '{0}'", text);
    }

    [FactNeeding("python3", Need.Portage)]
    public void Atoms_match_as_in_Portage()
    {
        var cases = Sample(Gen.Select(Gen.OneOf<string>("<", "<=", "=", "~", ">=", ">", "*"), Generators.Version, Generators.Version.Array[4]), 1500)
            .Select(one => (Atom: one.Item1 == "*" ? $"=a/b-{one.Item2}*" : $"{one.Item1}a/b-{one.Item2}", Packages: one.Item3.Append(one.Item2).Select(version => $"a/b-{version}").ToArray()))
            .ToArray();
        var answers = Portage.Ask([.. cases.Select(one => new object[] { "match", one.Atom, one.Packages })]);
        foreach (var (one, answer) in cases.Zip(answers))
        {
            var atom = Atom.Parse(one.Atom);
            var matched = one.Packages.Where(package => atom.MatchesVersion(PackageId.Parse(package)) && !IsOtherSpelling(atom, PackageId.Parse(package)));
            matched.Should().Equal(answer.EnumerateArray().Select(package => package.GetString()!), "of {0}", one.Atom);
        }
    }

    [FactNeeding("python3", Need.Portage)]
    public void Dependencies_reduce_as_in_Portage()
    {
        var atoms = Gen.OneOf<string>("a/b", "a/c", "a/d", ">=a/e-1", "a/f[x?]");
        var texts = Sample(Gen.Select(Generators.Dependencies(atoms, 4, "", "||").Array[1, 3], Generators.Flag.Array[0, 4], Gen.OneOf<string>("6", "8")), 1500);
        var answers = Portage.Ask([.. texts.Select(one => new object[] { "reduce", string.Join(' ', one.Item1), one.Item2, one.Item3 })]);
        foreach (var ((parts, use, eapi), answer) in texts.Zip(answers))
        {
            bool IsOn(UseFlag flag) => use.Contains(flag.Name);
            var reduced = PackageDependencies.Parse(string.Join(' ', parts), AtomSyntax.Of(Eapi.Parse(eapi))).Reduce(IsOn).Select(atom => atom.Evaluate(IsOn));
            var ours = Shape.All([.. reduced.Parts.Select(part => Shape.Of(part, Eapi.Parse(eapi)))]);
            ours.ToString().Should().Be(Shape.Of(answer).ToString(), "of '{0}' with USE '{1}' in EAPI {2}", string.Join(' ', parts), string.Join(' ', use), eapi);
        }
    }

    [FactNeeding("python3", Need.Portage)]
    public void What_is_no_dependency_string_is_none_for_Portage_either()
    {
        var words = Gen.OneOf<string>("a/b", "a/c", "a/d", "a/e", "a/f", "x? ( )", "|| ( )", "( )", "->", "x?", ")", "||");
        var texts = Sample(Gen.Select(Generators.Dependencies(words, 2, "", "||"), Gen.OneOf<string>("5", "6", "7", "8")), 1500);
        var answers = Portage.Ask([.. texts.Select(one => new object[] { "reduce", one.Item1, Array.Empty<string>(), one.Item2 })]);
        foreach (var ((text, eapi), answer) in texts.Zip(answers))
            PackageDependencies.TryParse(text, AtomSyntax.Of(Eapi.Parse(eapi)), out _, out _).Should().Be(answer.ValueKind != JsonValueKind.Null, "of '{0}' in EAPI {1}", text, eapi);
    }

    private static T[] Sample<T>(Gen<T> gen, int count)
    {
        var found = new List<T>();
        gen.Sample(found.Add, iter: count, threads: 1);
        return [.. found];
    }

    /// <summary>Portage lets control characters and others than ASCII through to its regular expressions in ways of their own.</summary>
    private static bool IsPlain(string text) => text.All(character => character is > ' ' and < (char)127);

    /// <summary>For <c>~</c> Portage compares the spelling too: <c>~a/b-1.0</c> is not <c>a/b-1.00</c> there, though PMS has them equal.</summary>
    private static bool IsOtherSpelling(Atom atom, PackageId package) =>
        atom.Operator == AtomOperator.AnyRevision && atom.Version!.WithoutRevision != package.Version.WithoutRevision;

    // Portage is asked without builds of a version, which it lets pass with operators that mean nothing for them.
    private static string Read(string text) => !Atom.TryParse(text, AtomSyntax.Of(Eapi.Latest).WithRepositories(), out var atom, out _) ? "null" : JsonSerializer.Serialize(
        new object?[]
        {
            atom.Name.ToString(),
            atom.Operator switch
            {
                AtomOperator.None => null,
                AtomOperator.Less => "<",
                AtomOperator.LessOrEqual => "<=",
                AtomOperator.Equal => "=",
                AtomOperator.EqualPrefix => "=*",
                AtomOperator.AnyRevision => "~",
                AtomOperator.GreaterOrEqual => ">=",
                _ => ">",
            },
            atom.Version?.ToString(), atom.Slot?.Slot, atom.Slot?.SubSlot,
            atom.Slot?.Operator switch { SlotOperator.Any => "*", SlotOperator.Bound => "=", _ => null },
            atom.Repository?.Name, atom.Use.Select(use => use.ToString()).Order(StringComparer.Ordinal),
        },
        Plain);
}
