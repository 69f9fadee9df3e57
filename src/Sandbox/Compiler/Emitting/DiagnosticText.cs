using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using R1Code.Sandbox.Compiler.Shaping;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>
/// Compiler errors as short lines for people and models: <c>(3,14): error CS1002: ; expected</c>, in the author's own
/// line numbers, with the file's name only where there are several. Warnings are not told.
/// </summary>
internal static class DiagnosticText
{
    /// <summary>Most lines.</summary>
    public const int MaxCount = 20;

    /// <summary>Most characters of a line.</summary>
    public const int MaxLength = 300;

    /// <summary>Renders the errors, in order of file and position.</summary>
    public static string[] Render(IEnumerable<Diagnostic> diagnostics, SourceMap map) =>
        [
            .. diagnostics
                .Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => (Place: map.Locate(d.Location), Error: d))
                .OrderBy(d => d.Place.Order)
                .Select(d => Clean($"{d.Place.Prefix}error {d.Error.Id}: {Message(d.Error)}"))
                .Distinct(StringComparer.Ordinal)
                .Take(MaxCount),
        ];

    /// <summary>Makes text fit for logs, terminals and JSON: no control characters, no lone surrogates, a bounded length.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        for (var i = 0; i < text.Length && clean.Length < MaxLength; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                clean.Append('\uFFFD');
            }
            else
            {
                clean.Append(IsInvisible(c) ? ' ' : c);
            }
        }

        return clean.Length < MaxLength ? clean.ToString() : clean.ToString(0, CutAt(clean)) + "…";
    }

    private static int CutAt(StringBuilder clean) =>
        char.IsHighSurrogate(clean[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;

    private static bool IsInvisible(char c) =>
        char.IsControl(c)
        || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static string Message(Diagnostic error)
    {
        var message = error.GetMessage(CultureInfo.InvariantCulture);
        // Roslyn's advice names project settings that an author of a submission does not have.
        return message.Replace(
            " (are you missing a using directive or an assembly reference?)",
            "",
            StringComparison.Ordinal
        );
    }
}

/// <summary>Where a diagnostic belongs: the text before it, and a key that sorts.</summary>
internal readonly record struct DiagnosticPlace(string Prefix, (int File, int Position) Order);

/// <summary>Knows which tree is whose text.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<SyntaxTree, Func<TextSpan, DiagnosticPlace>> _places = [];
    private int _files;

    /// <summary>Adds a file of the submission.</summary>
    public void Add(SyntaxTree tree, SubmissionText text, bool severalFiles) =>
        Add(tree, text, static _ => null, severalFiles);

    /// <summary>Adds a file that holds text of ours too: where <paramref name="ours"/> knows a prefix, it is taken.</summary>
    public void Add(SyntaxTree tree, SubmissionText text, Func<TextSpan, string?> ours, bool severalFiles = false)
    {
        var file = _files++;
        _places[tree] = span =>
        {
            if (ours(span) is { } prefix)
            {
                return new DiagnosticPlace(prefix, (int.MaxValue, span.Start));
            }

            var at = text.Locate(span.Start);
            var name = severalFiles ? text.Name : "";
            return new DiagnosticPlace(
                $"{name}({at.Line + 1},{at.Character + 1}): ",
                (file, text.ToOriginal(span.Start))
            );
        };
    }

    /// <summary>Adds a tree of ours, whose spans are told by <paramref name="prefix"/>.</summary>
    public void AddOurs(SyntaxTree tree, Func<TextSpan, string> prefix) =>
        _places[tree] = span => new DiagnosticPlace(prefix(span), (int.MaxValue, span.Start));

    /// <summary>Finds the place of a diagnostic.</summary>
    public DiagnosticPlace Locate(Location location) =>
        location.SourceTree is { } tree && _places.TryGetValue(tree, out var place)
            ? place(location.SourceSpan)
            : new DiagnosticPlace("", (int.MaxValue - 1, 0));
}
