using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace R1Code.Sandbox.Compiler.Shaping;

/// <summary>
/// A source file as its author wrote it, the changes made to it before compilation, and the way back: positions in the
/// changed text become the author's own lines and columns. <c>#line</c> has no say in it.
/// </summary>
internal sealed class SubmissionText
{
    private readonly Edit[] _edits;
    private SourceText? _originalLines;

    private SubmissionText(string name, string original, Edit[] edits)
    {
        Name = name;
        Original = original;
        _edits = edits;
        Text = Apply(original, edits);
    }

    /// <summary>The file's name, for diagnostics.</summary>
    public string Name { get; }

    /// <summary>What the author wrote.</summary>
    public string Original { get; }

    /// <summary>What the compiler sees.</summary>
    public string Text { get; }

    /// <summary>A file as it is, but for a <c>#!</c> line at its start, which is for shells.</summary>
    public static SubmissionText From(string name, string text) =>
        new(name, text, text.StartsWith("#!", StringComparison.Ordinal) ? [Edit.Blank(text, FirstLine(text))] : []);

    /// <summary>Adds changes, whose positions are those of <see cref="Text"/> and lie outside of what was inserted before.</summary>
    public SubmissionText With(IEnumerable<Edit> changes)
    {
        var inOriginal = changes.Select(e => e with { Start = ToOriginal(e.Start) });
        // A stable order: of two insertions at one place the earlier one comes first.
        return new SubmissionText(Name, Original, [.. _edits.Concat(inOriginal).OrderBy(e => e.Start)]);
    }

    /// <summary>Line and column, both from 0, of a position of <see cref="Text"/> in <see cref="Original"/>.</summary>
    public LinePosition Locate(int position)
    {
        _originalLines ??= SourceText.From(Original);
        return _originalLines.Lines.GetLinePosition(ToOriginal(position));
    }

    /// <summary>The place in <see cref="Original"/> of a position of <see cref="Text"/>; inserted text counts as the place it stands at.</summary>
    public int ToOriginal(int position)
    {
        var shift = 0;
        foreach (var edit in _edits)
        {
            var start = edit.Start + shift;
            if (position < start)
            {
                break;
            }

            if (position < start + edit.Insert.Length)
            {
                return edit.Start;
            }

            shift += edit.Insert.Length - edit.Remove;
        }

        return Math.Clamp(position - shift, 0, Original.Length);
    }

    private static TextSpan FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return new TextSpan(0, end < 0 ? text.Length : end);
    }

    private static string Apply(string original, Edit[] edits)
    {
        if (edits.Length == 0)
        {
            return original;
        }

        var text = new StringBuilder(original.Length + 256);
        var at = 0;
        foreach (var edit in edits)
        {
            text.Append(original, at, edit.Start - at).Append(edit.Insert);
            at = edit.Start + edit.Remove;
        }

        return text.Append(original, at, original.Length - at).ToString();
    }
}

/// <summary>A change of text: <paramref name="Remove"/> characters from <paramref name="Start"/> make way for <paramref name="Insert"/>.</summary>
internal readonly record struct Edit(int Start, int Remove, string Insert)
{
    /// <summary>An insertion.</summary>
    public static Edit Before(int position, string text) => new(position, 0, text);

    /// <summary>Replaces a span by white space of the same shape, so that everything else keeps its line and column.</summary>
    public static Edit Blank(string text, TextSpan span)
    {
        var blank = string.Create(
            span.Length,
            (text, span.Start),
            static (target, source) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var c = source.text[source.Start + i];
                    target[i] = c is '\r' or '\n' ? c : ' ';
                }
            }
        );
        return new Edit(span.Start, span.Length, blank);
    }
}
