using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Boot;

/// <summary>What is added to the booted copy of a root, so that it says what has become of its boot.</summary>
internal static class BootQuestions
{
    /// <summary>The unit: the kernel's command line names it, as <c>systemd.wants=</c>.</summary>
    internal const string UnitName = "stage3-boot-test.service";

    private const string Script = "/usr/lib/stage3-boot-test";

    /// <summary>Without default dependencies, since with them the target that wants the unit would wait for it in turn.</summary>
    private const string Unit = $"""
        [Unit]
        Description=Questions of Stage3's boot test
        DefaultDependencies=no
        After=multi-user.target

        [Service]
        Type=oneshot
        ExecStart=/bin/bash {Script}

        """;

    /// <summary>The files; none of them is in a stage.</summary>
    internal static ImmutableArray<AddedFile> Files { get; } =
    [
        new(BytePath.Parse(Script), EmbeddedText.Read(typeof(BootQuestions), "Questions.sh")),
        new(BytePath.Parse($"/etc/systemd/system/{UnitName}"), Unit),
    ];
}
