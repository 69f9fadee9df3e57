using System.Text;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests.Lanes;

/// <summary>The files behind the standard streams are used again for each test; nothing of one test may be there for the next.</summary>
public sealed class StreamReuseTests
{
    // Each test fills the input's file and reserves memory beyond all files' ends, which their sizes do not tell of.
    private const string Program = """
        using System.Runtime.InteropServices;

        Console.WriteLine($"{Blocks(0)} {Blocks(1)} {Blocks(2)} {Console.In.ReadToEnd().Trim()}");
        pwrite(0, new byte[20_000], 20_000, 0);
        for (var file = 0; file < 3; file++)
        {
            if (fallocate(file, 1, 0, 1 << 20) != 0) throw new IOException();
        }

        static long Blocks(int file)
        {
            var stat = new byte[144];
            fstat(file, stat);
            return BitConverter.ToInt64(stat, 64);
        }

        [DllImport("libc")] static extern int fstat(int file, byte[] stat);
        [DllImport("libc")] static extern int fallocate(int file, int mode, long offset, long length);
        [DllImport("libc")] static extern nint pwrite(int file, byte[] bytes, nint length, long offset);
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Streams_HoldNothingOfTheTestBefore(bool cold)
    {
        using var runner = new RunnerProcess(cold ? [BoxEnvironment.ColdOption] : []);
        var answer = runner.RunProgram(Program, ["a long first line", "b", ""]);

        // Blocks are of 512 bytes: an input takes a page, or nothing when it is empty; outputs take nothing yet.
        Assert.Equal(
            ["8 0 0 a long first line\n", "8 0 0 b\n", "0 0 0 \n"],
            answer.Reports.Select(report => report.Out())
        );
    }
}
