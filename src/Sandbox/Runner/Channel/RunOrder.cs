using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Channel;

/// <summary>
/// A <see cref="RunRequest"/> read in place: sources and inputs stay in <see cref="PrivateMemory"/>, where the processes
/// of submissions cannot see them, and are handed out one by one.
/// </summary>
internal sealed class RunOrder
{
    private readonly PrivateMemory _memory;
    private readonly Slice _assembly;
    private readonly Slice[] _inputs;
    private readonly int[] _calls;
    private readonly OrderedFile[] _files;
    private readonly OrderedFile[][] _testFiles;

    private RunOrder(PrivateMemory memory)
    {
        _memory = memory;
        var payload = memory.Written;
        var reader = new PayloadReader(payload);
        _assembly = Locate(payload, reader.Span());
        Entry = (EntryKind)reader.Byte();
        Limits = Bounded(reader.Int32(), reader.Int32(), reader.Int32(), reader.Int32());
        StopAtFirstAbnormalEnd = reader.Bool();
        Args = new string[reader.Count()];
        for (var i = 0; i < Args.Length; i++)
        {
            Args[i] = reader.String();
        }

        _files = ReadFiles(payload, ref reader);
        FetchFiles = new string[reader.Count()];
        for (var i = 0; i < FetchFiles.Length; i++)
        {
            FetchFiles[i] = reader.String();
        }

        _inputs = new Slice[reader.Count()];
        _calls = new int[_inputs.Length];
        _testFiles = new OrderedFile[_inputs.Length][];
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = Locate(payload, reader.Span());
            _calls[i] = reader.Int32();
            _testFiles[i] = ReadFiles(payload, ref reader);
        }
    }

    /// <summary>Reads the payload that <paramref name="memory"/> holds.</summary>
    /// <exception cref="InvalidDataException">It is no request.</exception>
    public static RunOrder Read(PrivateMemory memory) => new(memory);

    public EntryKind Entry { get; }

    public TestLimits Limits { get; }

    public bool StopAtFirstAbnormalEnd { get; }

    public string[] Args { get; }

    public string[] FetchFiles { get; }

    public int TestCount => _inputs.Length;

    public ReadOnlySpan<byte> Assembly => At(_assembly);

    public ReadOnlySpan<byte> Input(int test) => At(_inputs[test]);

    public int Row(int test) => _calls[test];

    /// <summary>How many files a test finds in its working directory.</summary>
    public int FileCount(int test) => _files.Length + _testFiles[test].Length;

    public string FileName(int test, int file) => FileOf(test, file).Name;

    public ReadOnlySpan<byte> FileContent(int test, int file) => At(FileOf(test, file).Content);

    // Those of all tests first, then the test's own.
    private OrderedFile FileOf(int test, int file) =>
        file < _files.Length ? _files[file] : _testFiles[test][file - _files.Length];

    private static OrderedFile[] ReadFiles(ReadOnlySpan<byte> payload, ref PayloadReader reader)
    {
        var count = reader.Count();
        if (count == 0)
        {
            return [];
        }

        var files = new OrderedFile[count];
        for (var i = 0; i < count; i++)
        {
            files[i] = new OrderedFile(reader.String(), Locate(payload, reader.Span()));
        }

        return files;
    }

    // The host checks limits too; here they only must not break the supervisor.
    private static TestLimits Bounded(int wallMs, int cpuMs, int memoryMb, int outputKb) =>
        new()
        {
            WallMs = Math.Clamp(wallMs, 1, 600_000),
            CpuMs = Math.Clamp(cpuMs, 1, 600_000),
            MemoryMb = Math.Clamp(memoryMb, 1, 64 * 1024),
            OutputKb = Math.Clamp(outputKb, 0, 32 * 1024),
        };

    private ReadOnlySpan<byte> At(Slice slice) => _memory.Written.Slice(slice.Start, slice.Length);

    private static Slice Locate(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> part) =>
        part.IsEmpty
            ? default
            : new Slice(
                (int)Unsafe.ByteOffset(in MemoryMarshal.GetReference(payload), in MemoryMarshal.GetReference(part)),
                part.Length
            );

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct OrderedFile(string Name, Slice Content);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slice(int Start, int Length);
}
