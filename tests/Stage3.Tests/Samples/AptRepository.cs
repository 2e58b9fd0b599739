using System.Security.Cryptography;
using System.Text;
using Stage3.Linux.Processes;

namespace Stage3.Tests.Samples;

/// <summary>A package source in a folder, and an apt.conf(5) that names it and no other.</summary>
internal sealed class AptRepository
{
    private readonly string _folder;
    private readonly StringBuilder _index = new();

    internal AptRepository(string folder, bool trusted = true)
    {
        _folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "none"));
        File.WriteAllText(Path.Combine(folder, "sources.list"), $"deb {(trusted ? "[trusted=yes] " : "")}file:{folder} ./\n");
        File.WriteAllText(Path.Combine(folder, "apt.conf"), $"""
            Dir::Etc::SourceList "{folder}/sources.list";
            Dir::Etc::SourceParts "{folder}/none";

            """);
        File.WriteAllText(Path.Combine(folder, "Packages"), "");
    }

    internal string Configuration => Path.Combine(_folder, "apt.conf");

    /// <summary>Builds a package of files below a folder, with a maintainer script that would leave a trace.</summary>
    internal async Task AddAsync(string name, string version, string content, string trace)
    {
        var control = $"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: a test's\n";
        Directory.CreateDirectory(Path.Combine(content, "DEBIAN"));
        await File.WriteAllTextAsync(Path.Combine(content, "DEBIAN/control"), control);
        var script = Path.Combine(content, "DEBIAN/postinst");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\ntouch {trace}\n");
        File.SetUnixFileMode(script, (UnixFileMode)0x1ed);
        var archive = Path.Combine(_folder, $"{name}.deb");
        await new ChildProcess("dpkg-deb", "--root-owner-group", "--build", content, archive).RunAsync(CancellationToken.None);

        var bytes = await File.ReadAllBytesAsync(archive);
        _index.Append(control).Append($"Filename: ./{name}.deb\nSize: {bytes.Length}\nSHA256: {Convert.ToHexStringLower(SHA256.HashData(bytes))}\n\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "Packages"), _index.ToString());
    }

    /// <summary>Takes all packages away, as a network does that is not there.</summary>
    internal void Close()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*.deb")) File.Delete(file);
    }
}
