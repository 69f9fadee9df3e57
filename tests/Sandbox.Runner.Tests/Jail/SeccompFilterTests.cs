using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Tests.Jail;

/// <summary>
/// What the kernel will answer, by running the filters' own instructions as it does. <c>R1CODE_UPDATE_GOLDEN=1</c> rewrites the
/// answers for review.
/// </summary>
public sealed class SeccompFilterTests
{
    private const uint Allow = 0x7FFF0000;
    private const uint EndProcess = 0x80000000;
    private const uint X64 = 0xC000003E;
    private const uint I386 = 0x40000003;
    private const uint FirstForeignNumber = 0x40000000;

    private static readonly string Golden = Path.Combine(SourceFolder(), "answers.txt");

    private static readonly uint[] Arguments =
    [
        .. Enumerable.Range(0, 42).Select(value => (uint)value),
        1030,
        1031,
        1032,
        1033,
        1034,
        0x2000,
        0x10000,
        0x12000,
        0x10000000,
        0x10010000,
        0x53564D41,
        DecisionTree.OwnProcess,
        uint.MaxValue,
    ];

    [Fact]
    public void Answers_AreTheGoldenOnes()
    {
        var text = new StringBuilder();
        Describe(text, "a submission", SeccompFilter.ForSubmission());
        Describe(text, "a test, besides", SeccompFilter.ForTest());
        if (Environment.GetEnvironmentVariable("R1CODE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Golden, text.ToString());
        }

        Assert.Equal(File.ReadAllText(Golden), text.ToString());
    }

    [Fact]
    public void OtherKindsOfCalls_EndTheProcess()
    {
        var filter = SeccompFilter.ForSubmission().Code;
        Assert.Equal(EndProcess, Run(filter, I386, (uint)Call.Read, 0, 0));
        Assert.Equal(EndProcess, Run(filter, X64, FirstForeignNumber, 0, 0));
        Assert.Equal(EndProcess, Run(filter, X64, uint.MaxValue, 0, 0));
    }

    [Fact]
    public void Filters_AreShortForEveryCall()
    {
        // The kernel walks a filter once for each call when it is installed, and every test installs one.
        foreach (var filter in new[] { SeccompFilter.ForSubmission(), SeccompFilter.ForTest() })
        {
            for (var number = 0u; number <= Call.LastKnown; number++)
            {
                var steps = 0;
                Run(filter.Code, X64, number, 0, 0, ref steps);
                Assert.InRange(steps, 1, 30);
            }
        }
    }

    // A line for each call that is not simply allowed: its answer, or the answers by first or second argument.
    private static void Describe(StringBuilder text, string name, SeccompFilter filter)
    {
        text.Append(CultureInfo.InvariantCulture, $"# {name}\n");
        for (var number = 0u; number <= Call.LastKnown + 2; number++)
        {
            var first = Arguments.Select(value => Run(filter.Code, X64, number, value, 0)).ToArray();
            var second = Arguments.Select(value => Run(filter.Code, X64, number, 0, value)).ToArray();
            if (first.Concat(second).Distinct().Count() == 1)
            {
                if (first[0] != Allow)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{number}: {first[0]:x}\n");
                }

                continue;
            }

            var (answers, which) = first.Distinct().Count() > 1 ? (first, "first") : (second, "second");
            foreach (var answer in answers.Distinct().Order())
            {
                var values = Arguments.Where((_, i) => answers[i] == answer).Select(value => $"{value:x}");
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{number}, {which} argument {string.Join(' ', values)}: {answer:x}\n"
                );
            }
        }
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static uint Run(
        ReadOnlySpan<FilterInstruction> code,
        uint architecture,
        uint number,
        uint first,
        uint second
    )
    {
        var steps = 0;
        return Run(code, architecture, number, first, second, ref steps);
    }

    private static uint Run(
        ReadOnlySpan<FilterInstruction> code,
        uint architecture,
        uint number,
        uint first,
        uint second,
        ref int steps
    )
    {
        var loaded = 0u;
        for (var at = 0; ; )
        {
            var instruction = code[at++];
            steps++;
            switch (instruction.Code)
            {
                case 0x20:
                    loaded = instruction.Value switch
                    {
                        0 => number,
                        4 => architecture,
                        16 => first,
                        24 => second,
                        _ => throw new InvalidOperationException($"nothing is loaded from {instruction.Value}"),
                    };
                    break;
                case 0x15:
                    at += loaded == instruction.Value ? instruction.JumpTrue : instruction.JumpFalse;
                    break;
                case 0x35:
                    at += loaded >= instruction.Value ? instruction.JumpTrue : instruction.JumpFalse;
                    break;
                case 0x45:
                    at += (loaded & instruction.Value) != 0 ? instruction.JumpTrue : instruction.JumpFalse;
                    break;
                case 0x06:
                    return instruction.Value;
                default:
                    throw new InvalidOperationException($"no filter has instructions of code {instruction.Code:x}");
            }
        }
    }
}
