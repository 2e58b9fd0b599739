using CsCheck;

namespace Stage3.Portage.Tests;

/// <summary>Texts of PMS's grammar, and texts that are nearly so.</summary>
internal static class Generators
{
    internal static readonly Gen<string> Digits = Gen.OneOf<string>(Gen.Int[0, 30].Select(n => n.ToString()), Gen.Const("0"), Gen.Const("00"), Gen.Const("010"), Gen.Const("1000000000000000000000000"));

    internal static readonly Gen<string> Version = Gen.Select(
        Digits.Array[1, 4],
        Gen.OneOf<string>("", "", "", "a", "b", "z"),
        Gen.Select(Gen.OneOf<string>("_alpha", "_beta", "_pre", "_rc", "_p"), Gen.OneOf<string>(Gen.Const(""), Digits), (word, number) => word + number).Array[0, 2],
        Gen.OneOf<string>(Gen.Const(""), Gen.Const(""), Digits.Select(number => "-r" + number)),
        (numbers, letter, suffixes, revision) => string.Join('.', numbers) + letter + string.Concat(suffixes) + revision);

    internal static readonly Gen<string> Name = Gen.Select(
        Gen.OneOf<string>("a", "sys-apps", "dev-c++", "x.y", "_u"),
        Gen.OneOf<string>("b", "foo-bar", "gtk+", "font-100dpi", "a-1b", "_x", "foo-r1x"),
        (category, name) => $"{category}/{name}");

    internal static readonly Gen<string> Flag = Gen.OneOf<string>("x", "y", "abi_x86_64", "python_targets_python3_12", "c++", "l10n_pt-BR", "a@b");

    internal static readonly Gen<string> UseDependency = Gen.Select(
        Gen.OneOf<string>("{0}", "-{0}", "{0}?", "!{0}?", "{0}=", "!{0}="), Flag, Gen.OneOf<string>("", "", "(+)", "(-)"),
        (form, flag, missing) => form.Replace("{0}", flag + missing, StringComparison.Ordinal));

    internal static readonly Gen<string> Slot = Gen.OneOf<string>("", "", "", ":0", ":=", ":*", ":1.2/3", ":0=", ":_a/b+=", ":3/3=");

    internal static readonly Gen<string> Atom = Gen.Select(
        Gen.OneOf<string>("", "", "", "!", "!!"),
        Gen.OneOf<string>(
            Name,
            Gen.Select(Gen.OneOf<string>("<", "<=", "=", "~", ">=", ">"), Name, Version, (sign, name, version) => $"{sign}{name}-{version}"),
            Gen.Select(Name, Version, (name, version) => $"={name}-{version}*")),
        Slot,
        Gen.OneOf<string>("", "", "", "::gentoo"),
        Gen.OneOf<string>(Gen.Const(""), Gen.Const(""), UseDependency.Array[1, 3].Select(uses => $"[{string.Join(',', uses)}]")),
        (blocker, rest, slot, repository, use) => blocker + rest + slot + repository + use);

    /// <summary>Dependency strings; <paramref name="leaf"/> makes the leaves.</summary>
    internal static Gen<string> Dependencies(Gen<string> leaf, int depth, params string[] operators)
    {
        if (depth == 0) return leaf;
        var inner = Dependencies(leaf, depth - 1, operators).Array[1, 3].Select(parts => string.Join(' ', parts));
        return Gen.OneOf<string>(
            leaf, leaf,
            Gen.Select(Gen.OneOf<string>(operators), inner, (sign, parts) => sign.Length == 0 ? $"( {parts} )" : $"{sign} ( {parts} )"),
            Gen.Select(Gen.OneOf<string>("", "!"), Flag, inner, (not, flag, parts) => $"{not}{flag}? ( {parts} )"));
    }

    /// <summary>The text with a few characters dropped, doubled or changed.</summary>
    internal static Gen<string> Mutated(Gen<string> texts) => Gen.Select(texts, Gen.Select(Gen.Int[0, 1000], Gen.OneOf<string>("", "-", "/", ":", "[", "]", "(", ")", " ", "\n", "*", "=", "!", "?", "0", "é", "\0", "_p", "||")).Array[1, 3],
        (text, changes) => changes.Aggregate(text, (current, change) => current.Length == 0
            ? change.Item2
            : current.Remove(change.Item1 % current.Length, change.Item1 % 2).Insert(change.Item1 % current.Length, change.Item2)));
}
