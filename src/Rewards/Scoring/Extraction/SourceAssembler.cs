using System.Text.RegularExpressions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// Makes one program of a problem's opening code and a model's answer. Answers come in three shapes: the bare continuation
/// of the opening, the asked method alone, or a whole type. The result always has balanced braces where the answer allows
/// it, so that the test program can be compiled apart from it.
/// </summary>
internal static partial class SourceAssembler
{
    private const int MaxMissing = 64;

    /// <summary>The program.</summary>
    public static string Assemble(Problem problem, string code)
    {
        var prefix = problem.CodePrefix ?? "";
        var mask = CSharpMask.Of(code);
        if (DeclaresEntry(problem, mask))
        {
            return TypeDeclaration().IsMatch(mask)
                ? WithUsings(prefix, WithTypeName(prefix, code, mask))
                : InsideType(prefix, code);
        }

        return TypeDeclaration().IsMatch(mask) && !HasOpenBlock(prefix)
            ? WithUsings(prefix, code)
            : Continue(prefix, code, problem.StopTokens);
    }

    /// <summary>Whether the code stands for itself: it declares the asked method or, where none is named, a type.</summary>
    public static bool IsWholeAnswer(Problem problem, string code)
    {
        var mask = CSharpMask.Of(code);
        return problem.EntryPoint is null ? TypeDeclaration().IsMatch(mask) : DeclaresEntry(problem, mask);
    }

    /// <summary>Whether a text holds the end of a continuation: a stop token, or the brace that closes the asked method.</summary>
    public static bool EndsContinuation(Problem problem, string text) =>
        problem.StopTokens.Any(stop => stop.Length > 0 && text.Contains(stop, StringComparison.Ordinal))
        || CSharpMask.Depth(CSharpMask.Of(text)) < 0;

    // prefix + continuation up to a stop token or to the end of the method, then the braces that are still open.
    private static string Continue(string prefix, string code, IReadOnlyList<string> stopTokens)
    {
        var cut = code.Length;
        foreach (var stop in stopTokens)
        {
            var at = stop.Length == 0 ? -1 : code.IndexOf(stop, StringComparison.Ordinal);
            cut = at >= 0 ? Math.Min(cut, at) : cut;
        }

        var program = prefix + code[..cut];
        var mask = CSharpMask.Of(program);
        var openBefore = CSharpMask.Depth(CSharpMask.Of(prefix));
        program = program[..MethodEnd(mask, prefix.Length, openBefore)];
        return Close(program);
    }

    /// <summary>
    /// Where the continuation stops being part of the asked type: members behind the method stay, because it may call them,
    /// unless one is an entry point or the text stops being balanced.
    /// </summary>
    private static int MethodEnd(string mask, int from, int openBefore)
    {
        var depth = openBefore;
        var methodEnd = -1;
        for (var i = from; i < mask.Length; i++)
        {
            depth +=
                mask[i] == '{' ? 1
                : mask[i] == '}' ? -1
                : 0;
            if (mask[i] != '}')
            {
                continue;
            }

            if (depth == openBefore - 1 && methodEnd < 0)
            {
                methodEnd = i + 1;
            }

            if (depth < openBefore - 1)
            {
                return MainMethod().IsMatch(mask[methodEnd..i]) ? methodEnd : i;
            }
        }

        if (methodEnd < 0)
        {
            return mask.Length;
        }

        var tail = mask[methodEnd..];
        var keepsTail = depth == openBefore - 1 && MemberStart().IsMatch(tail) && !MainMethod().IsMatch(tail);
        return keepsTail ? mask.Length : methodEnd;
    }

    private static string Close(string program)
    {
        var missing = Math.Min(CSharpMask.Depth(CSharpMask.Of(program)), MaxMissing);
        if (missing <= 0)
        {
            return program;
        }

        var line = program.EndsWith('\n') ? "" : "\n";
        return program + line + string.Concat(Enumerable.Repeat("}\n", missing));
    }

    // The asked method alone: put it where the prefix has its type open.
    private static string InsideType(string prefix, string code)
    {
        var header = TypeHeader(prefix);
        var (usings, members) = SplitUsings(code);
        return Close(usings + header + "\n" + members);
    }

    private static string WithUsings(string prefix, string code)
    {
        var (own, rest) = SplitUsings(code);
        var present = own.Split('\n', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        var missing = UsingDirective()
            .Matches(prefix)
            .Select(m => m.Value.Trim())
            .Where(u => !present.Contains(u))
            .Distinct(StringComparer.Ordinal);
        return string.Concat(missing.Select(u => u + "\n")) + own + rest;
    }

    // A class of another name around the asked method: the tests name the prefix's class.
    private static string WithTypeName(string prefix, string code, string mask)
    {
        var wanted = TypeDeclaration().Matches(CSharpMask.Of(prefix)).LastOrDefault()?.Groups["name"].Value;
        var declared = TypeDeclaration().Matches(mask).Select(m => m.Groups["name"].Value).ToList();
        if (wanted is null || declared.Count != 1 || declared[0] == wanted)
        {
            return code;
        }

        var renamed = new System.Text.StringBuilder(code);
        foreach (var at in CSharpNames.Find(mask, declared[0]).Reverse())
        {
            renamed.Remove(at, declared[0].Length).Insert(at, wanted);
        }

        return renamed.ToString();
    }

    private static string TypeHeader(string prefix)
    {
        var mask = CSharpMask.Of(prefix);
        var type = TypeDeclaration().Matches(mask).LastOrDefault();
        if (type is null)
        {
            return prefix;
        }

        var brace = mask.IndexOf('{', type.Index);
        return brace < 0 ? prefix : prefix[..(brace + 1)];
    }

    private static (string Usings, string Members) SplitUsings(string code)
    {
        var usings = UsingDirective().Matches(code);
        if (usings.Count == 0)
        {
            return ("", code);
        }

        return (string.Concat(usings.Select(u => u.Value.Trim() + "\n")), UsingDirective().Replace(code, ""));
    }

    private static bool HasOpenBlock(string prefix) => CSharpMask.Depth(CSharpMask.Of(prefix)) > 0;

    private static bool DeclaresEntry(Problem problem, string mask) =>
        problem.EntryPoint is { Length: > 0 } entry && CSharpNames.DeclaresMethod(mask, entry);

    [GeneratedRegex(
        @"\b(?:class|struct|record(?:\s+(?:class|struct))?)\s+(?<name>[A-Za-z_]\w*)",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(
        @"^[ \t]*(?:global\s+)?using\s+(?:static\s+)?[A-Za-z_][\w.]*(?:\s*=\s*[\w.<>,\[\] ]+)?\s*;[ \t]*\r?\n?",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex UsingDirective();

    [GeneratedRegex(@"\bMain\s*\(", RegexOptions.NonBacktracking)]
    private static partial Regex MainMethod();

    [GeneratedRegex(@"^\s*(?:\[|public|private|internal|protected|static)", RegexOptions.NonBacktracking)]
    private static partial Regex MemberStart();
}
