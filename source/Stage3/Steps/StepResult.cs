using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Steps;

/// <summary>What a step answers when it is done.</summary>
/// <param name="Summary">One line for people.</param>
/// <param name="Products">The files and folders that it made.</param>
internal sealed record StepResult(string Summary, params ImmutableArray<HostPath> Products);
