using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using Stage3.Linux;

namespace Stage3.Specification;

/// <summary>A specification file as JSON with line numbers, and what the schema says of it.</summary>
internal sealed class SpecDocument
{
    private SpecDocument(HostPath file, JObject? root, ImmutableArray<SpecProblem> problems) =>
        (File, Root, Problems) = (file, root, problems);

    public HostPath File { get; }

    /// <summary>The document; null where it is no JSON object.</summary>
    public JObject? Root { get; }

    public ImmutableArray<SpecProblem> Problems { get; }

    public static async Task<SpecDocument> LoadAsync(HostPath file, CancellationToken cancellation)
    {
        if (!file.IsFile)
        {
            return new SpecDocument(file, null, [new SpecProblem(file, 0, "", "there is no such file")]);
        }

        var text = await System.IO.File.ReadAllTextAsync(file.Value, cancellation);
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            var token = JToken.ReadFrom(reader, new JsonLoadSettings
            {
                LineInfoHandling = LineInfoHandling.Load,
                DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
            });
            var schema = await JsonSchema.FromJsonAsync(await SchemaTextAsync(cancellation), cancellation);
            var problems = schema.Validate(token).SelectMany(Flatten).Select(error => Problem(file, error));
            return new SpecDocument(file, token as JObject, [.. problems]);
        }
        catch (JsonReaderException broken)
        {
            return new SpecDocument(file, null, [new SpecProblem(file, broken.LineNumber, broken.Path ?? "", $"this is no JSON: {FirstSentence(broken.Message)}")]);
        }
    }

    private static async Task<string> SchemaTextAsync(CancellationToken cancellation)
    {
        await using var stream = typeof(SpecDocument).Assembly.GetManifestResourceStream("stage-spec.schema.json")!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation);
    }

    private static IEnumerable<ValidationError> Flatten(ValidationError error)
    {
        if (error is not ChildSchemaValidationError children) return [error];
        var branches = children.Errors.Values.Select(errors => errors.SelectMany(Flatten).ToList()).ToList();
        // Where one of several kinds is allowed, what is there is measured by its own kind.
        var ofItsKind = branches.Where(errors => !errors.Exists(each => each.Path == error.Path && each.Kind is ValidationErrorKind.StringExpected or ValidationErrorKind.ObjectExpected)).ToList();
        return (ofItsKind.Count > 0 ? ofItsKind : branches).SelectMany(errors => errors);
    }

    private static SpecProblem Problem(HostPath file, ValidationError error) =>
        new(file, error.HasLineInfo ? error.LineNumber : 0, Key(error), Message(error));

    private static string Key(ValidationError error) =>
        (error.Path ?? "").Replace("#/", "", StringComparison.Ordinal).TrimStart('#');

    private static string Message(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.PropertyRequired => $"the key '{error.Property}' is missing",
        ValidationErrorKind.NoAdditionalPropertiesAllowed =>
            $"'{error.Property}' is no key here; known are {string.Join(", ", error.Schema.ActualProperties.Keys.Order(StringComparer.Ordinal))}",
        ValidationErrorKind.NotInEnumeration => $"must be one of {string.Join(", ", error.Schema.Enumeration)}",
        ValidationErrorKind.PatternMismatch => $"must match {error.Schema.Pattern}",
        ValidationErrorKind.StringExpected => "must be a text in double quotes",
        ValidationErrorKind.ArrayExpected => "must be a list: [ … ]",
        ValidationErrorKind.ObjectExpected => "must be an object: { … }",
        ValidationErrorKind.IntegerExpected => "must be a whole number",
        ValidationErrorKind.NumberTooBig => string.Create(CultureInfo.InvariantCulture, $"must be at most {error.Schema.Maximum}"),
        ValidationErrorKind.NumberTooSmall => string.Create(CultureInfo.InvariantCulture, $"must be at least {error.Schema.Minimum}"),
        ValidationErrorKind.TooFewItems => string.Create(CultureInfo.InvariantCulture, $"must have at least {error.Schema.MinItems} item"),
        ValidationErrorKind.ItemsNotUnique => "holds the same item twice",
        ValidationErrorKind.StringTooShort => "must not be empty",
        _ => error.Kind.ToString(),
    };

    private static string FirstSentence(string message) =>
        message.Split(". Path", StringSplitOptions.None)[0];
}
