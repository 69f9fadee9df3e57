using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Jail;

/// <summary>
/// What is answered to which system call, and the kernel's program for it: a binary search over the calls' numbers. When a filter
/// is installed the kernel walks it once for each call there is, to learn which calls it allows whatever their arguments
/// (<c>seccomp_cache_prepare</c>); through a chain of comparisons that takes ten times as long.
/// </summary>
internal sealed class DecisionTree
{
    /// <summary>Stands for the id of the process that installs the filter; no process has it.</summary>
    public const uint OwnProcess = 0x7FFF_FFF1;

    private const uint Allow = 0x7FFF0000;
    private const uint ArchitectureX64 = 0xC000003E;
    private const uint FirstForeignNumber = 0x40000000;
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    // The calls that are not simply allowed.
    private readonly SortedDictionary<uint, FilterInstruction[]> _answers = [];

    /// <summary>The answer to calls by the numbers of another architecture.</summary>
    public uint OtherArchitectures { get; init; } = Allow;

    /// <summary>The answer to numbers that x86-64 has for other kinds of processes.</summary>
    public uint ForeignNumbers { get; init; } = Allow;

    /// <summary>The answer to calls that a later kernel may have.</summary>
    public uint LaterCalls { get; init; } = Allow;

    /// <summary>The same answer whatever the arguments.</summary>
    public void Answer(int[] calls, uint answer)
    {
        foreach (var call in calls)
        {
            _answers[(uint)call] = Returns(answer);
        }
    }

    /// <summary>Allows a call only when an argument's low word is one of these.</summary>
    public void Only(int call, int argument, uint[] allowed, uint otherwise) =>
        _answers[(uint)call] = [
            Load((uint)argument),
            .. allowed.Select((value, i) => Test(JumpIfEqual, value, (byte)(allowed.Length - i), 0)),
            .. Returns(otherwise),
            .. Returns(Allow),
        ];

    /// <summary>Allows a call only when none of these bits is set in an argument's low word.</summary>
    public void ForbidBits(int call, int argument, uint bits, uint otherwise) =>
        _answers[(uint)call] = [
            Load((uint)argument),
            Test(JumpIfAnyBit, bits, 0, 1),
            .. Returns(otherwise),
            .. Returns(Allow),
        ];

    /// <summary>Allows a call only when one of these bits is set in an argument's low word.</summary>
    public void RequireBits(int call, int argument, uint bits, uint otherwise) =>
        _answers[(uint)call] = [
            Load((uint)argument),
            Test(JumpIfAnyBit, bits, 1, 0),
            .. Returns(otherwise),
            .. Returns(Allow),
        ];

    /// <summary>The kernel's program: the comparisons, and behind them each different answer once.</summary>
    public FilterInstruction[] Assemble()
    {
        List<FilterInstruction> program = [];
        if (OtherArchitectures != Allow)
        {
            program.Add(Load(ArchitectureOffset));
            program.Add(Test(JumpIfEqual, ArchitectureX64, 1, 0));
            program.AddRange(Returns(OtherArchitectures));
        }

        program.Add(Load(NumberOffset));
        var ranges = Ranges();
        List<FilterInstruction> answers = [];
        var places = Place(ranges, program.Count + ranges.Count - 1, answers);
        Search(0, ranges.Count);
        return [.. program, .. answers];

        // Returns where to go for one of these ranges.
        int Search(int from, int to)
        {
            if (to - from == 1)
            {
                return places[from];
            }

            var here = program.Count;
            program.Add(default);
            var middle = (from + to) / 2;
            var below = Search(from, middle);
            var above = Search(middle, to);
            program[here] = Test(JumpIfAtLeast, ranges[middle].First, Distance(here, above), Distance(here, below));
            return here;
        }
    }

    // The kernel's jumps go over 255 instructions at most.
    private static byte Distance(int from, int to) => checked((byte)(to - from - 1));

    private static int[] Place(
        List<(uint First, FilterInstruction[] Code)> ranges,
        int start,
        List<FilterInstruction> answers
    )
    {
        var places = new int[ranges.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var same = ranges.FindIndex(0, i, range => range.Code.SequenceEqual(ranges[i].Code));
            places[i] = same < 0 ? start + answers.Count : places[same];
            if (same < 0)
            {
                answers.AddRange(ranges[i].Code);
            }
        }

        return places;
    }

    // Numbers in their order, neighbours with the same answer as one.
    private List<(uint First, FilterInstruction[] Code)> Ranges()
    {
        var ranges = new List<(uint First, FilterInstruction[] Code)> { (0, Returns(Allow)) };
        foreach (var (call, code) in _answers)
        {
            Add(call, code);
            Add(call + 1, Returns(Allow));
        }

        Add(Call.LastKnown + 1, Returns(LaterCalls));
        Add(FirstForeignNumber, Returns(ForeignNumbers));
        return ranges;

        void Add(uint first, FilterInstruction[] code)
        {
            if (ranges[^1].First == first)
            {
                ranges.RemoveAt(ranges.Count - 1);
            }

            if (ranges.Count == 0 || !ranges[^1].Code.SequenceEqual(code))
            {
                ranges.Add((first, code));
            }
        }
    }

    private static FilterInstruction Load(uint offset) => new() { Code = LoadWord, Value = offset };

    private static FilterInstruction Test(ushort code, uint value, byte ifTrue, byte ifFalse) =>
        new()
        {
            Code = code,
            Value = value,
            JumpTrue = ifTrue,
            JumpFalse = ifFalse,
        };

    private static FilterInstruction[] Returns(uint answer) => [new() { Code = Return, Value = answer }];
}

/// <summary>The kernel's <c>struct sock_filter</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct FilterInstruction
{
    public ushort Code;
    public byte JumpTrue;
    public byte JumpFalse;
    public uint Value;
}
