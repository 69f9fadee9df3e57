using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// Finds the C# in what a model wrote. The rules, in order: only text after the thought counts, and inside
/// <c>&lt;answer&gt;</c> where that is present; the last closed C# fence wins (a fence without a language counts as C#, a fence
/// of another language never does); then an unclosed fence; then code that stands in plain text. For problems that give
/// the start of a program, the answer is joined with it by <see cref="SourceAssembler"/>.
/// </summary>
public static class CodeExtractor
{
    /// <summary>The code of <paramref name="completion"/>, assembled for <paramref name="problem"/> where one is given.</summary>
    public static ExtractedCode Extract(string completion, Problem? problem = null)
    {
        var answer = AnswerText.Of(completion);
        var takesContinuation = problem is { CodePrefix: not null };
        var found = takesContinuation ? FindOrContinue(answer, problem!) : Find(answer);
        return takesContinuation && found.Code is { } code
            ? found with
            {
                Code = SourceAssembler.Assemble(problem!, code),
            }
            : found;
    }

    private static ExtractedCode Find(string answer)
    {
        var blocks = MarkdownFences.Find(answer);
        if (BestBlock(blocks) is { } block)
        {
            var kind = block.Closed ? ExtractionKind.Fenced : ExtractionKind.IncompleteFenced;
            return new ExtractedCode(kind, block.Text);
        }

        var raw = RawCode.Find(WithoutBlocks(answer, blocks));
        return raw is null ? ExtractedCode.None : new ExtractedCode(ExtractionKind.Heuristic, raw);
    }

    private static ExtractedCode FindOrContinue(string answer, Problem problem)
    {
        // A base model continues the code and may go on to anything, fences included, after the place where it ends.
        var fence = answer.IndexOf("```", StringComparison.Ordinal);
        var beforeFence = fence < 0 ? answer : answer[..fence];
        var endsBeforeFence = fence >= 0 && SourceAssembler.EndsContinuation(problem, beforeFence);
        var found = endsBeforeFence ? ExtractedCode.None : Find(answer);
        var isContinuation =
            found.Kind is ExtractionKind.Empty
            || (found.Kind is ExtractionKind.Heuristic && !SourceAssembler.IsWholeAnswer(problem, found.Code!));
        if (!isContinuation)
        {
            return found;
        }

        return string.IsNullOrWhiteSpace(beforeFence)
            ? ExtractedCode.None
            : new ExtractedCode(ExtractionKind.Heuristic, beforeFence);
    }

    private static FencedBlock? BestBlock(List<FencedBlock> blocks)
    {
        var candidates = blocks.Where(IsCandidate).ToList();
        return candidates.LastOrDefault(b => b.Closed && Counts(b))
            ?? candidates.LastOrDefault(b => b.Closed && b.Language.Length > 0)
            ?? candidates.LastOrDefault(b => !b.Closed && Counts(b))
            ?? candidates.LastOrDefault(b => b.Closed)
            ?? candidates.LastOrDefault();

        // A block without a language behind the program is often its sample output, not another program.
        static bool Counts(FencedBlock block) => block.Language.Length > 0 || RawCode.LooksLikeCSharp(block.Text);
    }

    private static bool IsCandidate(FencedBlock block) =>
        (block.Language.Length == 0 || CodeFenceLanguage.IsCSharp(block.Language))
        && !string.IsNullOrWhiteSpace(block.Text);

    private static string WithoutBlocks(string text, List<FencedBlock> blocks)
    {
        var at = 0;
        var rest = new System.Text.StringBuilder(text.Length);
        foreach (var block in blocks)
        {
            rest.Append(text, at, block.Start - at).Append('\n');
            at = block.End;
        }

        return rest.Append(text, at, text.Length - at).ToString();
    }
}
