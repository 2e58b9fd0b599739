using System.Collections.Immutable;
using Stage3.Embedded;
using Stage3.Linux.Processes;
using Stage3.Portage.Binhosts;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>That a root is made from binhosts and nothing else: asked for, or all that this machine can do.</summary>
/// <param name="Binhosts">Where packages come from.</param>
/// <param name="World">What the root shall hold: <c>all</c>, atoms and sets; empty for what the specification says.</param>
internal sealed record Assembly(BinhostSettings Binhosts, ImmutableArray<string> World)
{
    /// <summary>Null where the stage is built from a tree.</summary>
    /// <exception cref="BinhostException">A binhost's address cannot be read, or there is no binhost though one is needed.</exception>
    public static Assembly? Of(PipelineRequest request, StageSpec spec)
    {
        var asked = request.Binhosts.IsEmpty ? spec.Binhosts : request.Binhosts;
        if (request.Binhosts.IsEmpty && !request.Assembles && (asked.IsEmpty || CanBuild(request, spec))) return null;
        if (asked.IsEmpty) throw new BinhostException("no binhost is named", spec.File.Value, remedy: "name one by --binhost, or in the specification's 'binhosts'");
        return new Assembly(
            new BinhostSettings([.. asked.Select(Address)], request.WorkDir / "binhosts", request.SharedStores, new Transfers(new TransferPatience())), request.World);
    }

    // A specification that names a binhost and finds neither its tree nor a Portage on this machine is carried out all the same.
    private static bool CanBuild(PipelineRequest request, StageSpec spec) =>
        request.Tree is not null || request.Portage is not null || request.Engine == EngineChoice.Portage || (spec.Tree / "profiles").IsFolder
        || ProgramPath.Find("emerge", Environment.GetEnvironmentVariable("PATH") ?? ChildEnvironment.StandardPath) is not null;

    private static BinhostAddress Address(string text) => BinhostAddress.TryParse(text, out var address)
        ? address
        : BinhostAddress.TryParse(Path.GetFullPath(text), out var folder) && !text.Contains("://", StringComparison.Ordinal)
            ? folder
            : throw new BinhostException($"'{text}' is not the address of a binhost", "--binhost", remedy: "write https://host/folder, http://host/folder, file:///folder or a folder");
}
