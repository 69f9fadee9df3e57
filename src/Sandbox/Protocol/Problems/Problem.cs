using System.Text.Json;

namespace R1Code.Sandbox.Protocol;

/// <summary>How a submission is exercised.</summary>
public enum ProblemMode
{
    /// <summary>A program reads <see cref="ProblemTest.Input"/> and its output is compared by a checker.</summary>
    Stdin,

    /// <summary>A C# expression over the submission is evaluated and compared as a value.</summary>
    Function,

    /// <summary>As <see cref="Function"/>, the submission being a C# script.</summary>
    Script,

    /// <summary>A C# test program in the style of MultiPL-E or mxeval judges the submission.</summary>
    Assertions,
}

/// <summary>
/// One problem as users write it (a line of <c>problems.jsonl</c>). It stays on the host: the parts that a container
/// may see are copied into the records of <c>R1Code.Sandbox.Protocol.Wire</c>, which hold no expected values.
/// </summary>
public sealed record Problem
{
    /// <summary>Name, unique within a file or a service.</summary>
    public required string Id { get; init; }

    /// <summary>What the model is asked. Empty where only judging matters.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>How the submission is exercised. Default <see cref="ProblemMode.Stdin"/>.</summary>
    public ProblemMode Mode { get; init; } = ProblemMode.Stdin;

    /// <summary>The method the tests call, where the mode needs its name; null otherwise.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>The tests, in the order of the verdict's list.</summary>
    public IReadOnlyList<ProblemTest> Tests { get; init; } = [];

    /// <summary>How output is compared in <c>stdin</c> mode, and the tolerance of values elsewhere.</summary>
    public CheckerSpec Checker { get; init; } = new();

    /// <summary>Limits of each test.</summary>
    public TestLimits Limits { get; init; } = new();

    /// <summary>The test program of <see cref="ProblemMode.Assertions"/>.</summary>
    public string? TestProgram { get; init; }

    /// <summary>Text that stands before the completion when the two form one program (MultiPL-E, mxeval).</summary>
    public string? CodePrefix { get; init; }

    /// <summary>Where a raw continuation ends; empty for whole answers.</summary>
    public IReadOnlyList<string> StopTokens { get; init; } = [];

    /// <summary>C# language version, such as <c>13.0</c>; null for the latest.</summary>
    public string? LanguageVersion { get; init; }

    /// <summary>Whether <c>unsafe</c> code compiles. The default value is true, as in most competitions.</summary>
    public bool AllowUnsafe { get; init; } = true;

    /// <summary>The gold answer of math and logic problems.</summary>
    public string? Answer { get; init; }

    /// <summary><c>code</c>, <c>math</c> or <c>logic</c>: which grader applies. The default value is <c>code</c>.</summary>
    public string Kind { get; init; } = "code";

    /// <summary>Free fields that travel with the problem; graders of logic puzzles read theirs here.</summary>
    public JsonElement? Metadata { get; init; }
}

/// <summary>One test of a problem.</summary>
public sealed record ProblemTest
{
    /// <summary>What the program reads in <c>stdin</c> mode.</summary>
    public string? Input { get; init; }

    /// <summary>Expected text (<c>stdin</c>) or a C# expression for the expected value. Never enters a box with a submission.</summary>
    public string? Expected { get; init; }

    /// <summary>The C# expression evaluated in <c>function</c> and <c>script</c> mode.</summary>
    public string? Call { get; init; }
}

/// <summary>How a program's output is compared with the expected one.</summary>
public sealed record CheckerSpec
{
    /// <summary>
    /// <c>lines</c> (trailing white space is ignored; the default), <c>exact</c>, <c>tokens</c>, <c>floats</c>,
    /// <c>unordered</c>, <c>ignore-case</c> or <c>special</c>.
    /// </summary>
    public string Type { get; init; } = "lines";

    /// <summary>Absolute tolerance of <c>floats</c> and of values. The default value is 1e-9 for values.</summary>
    public double? AbsTolerance { get; init; }

    /// <summary>Relative tolerance of <c>floats</c> and of values. The default value is 1e-9 for values.</summary>
    public double? RelTolerance { get; init; }

    /// <summary>C# source of a special judge; it runs in a box of its own.</summary>
    public string? Source { get; init; }
}

/// <summary>Limits of one test. Values outside the sandbox's bounds are refused when a problem is read.</summary>
public sealed record TestLimits
{
    /// <summary>Wall-clock time in milliseconds. The default value is 10,000.</summary>
    public int WallMs { get; init; } = 10_000;

    /// <summary>CPU time over all threads in milliseconds. The default value is 10,000.</summary>
    public int CpuMs { get; init; } = 10_000;

    /// <summary>Memory in MiB beyond what the runtime itself needs. The default value is 256.</summary>
    public int MemoryMb { get; init; } = 256;

    /// <summary>Output per stream in KiB. The default value is 1,024.</summary>
    public int OutputKb { get; init; } = 1024;
}
