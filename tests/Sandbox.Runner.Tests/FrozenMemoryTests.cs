using System.Globalization;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests;

public sealed class FrozenMemoryTests
{
    // Without freezing it has some 370 mappings and 17 MB that belong to nobody else.
    [Fact]
    public void AWarmRunner_HasFewMappingsAndLittlePrivateMemory()
    {
        using var runner = new RunnerProcess();
        Assert.Equal("fork", runner.Hello.Lane);
        var mappings = File.ReadLines($"/proc/{runner.Id}/maps").Count();
        Assert.InRange(mappings, 20, 220);
        Assert.InRange(Kilobytes(runner.Id, "Anonymous:"), 100, 1024);
        Assert.InRange(Kilobytes(runner.Id, "Rss:"), 10_000, 80 * 1024);
    }

    // What the runner writes after it has frozen, every fork copies: code that is compiled late, garbage, the value of a call that
    // there was none of.
    [Fact]
    public void ServingPrograms_LeavesLittlePrivateMemory()
    {
        using var runner = new RunnerProcess();
        for (var submission = 0; submission < 300; submission++)
        {
            Assert.Equal(2, runner.RunProgram("Console.Write(1);", ["", ""]).Reports.Count);
        }

        Assert.InRange(Kilobytes(runner.Id, "Anonymous:"), 100, 1024);
        Assert.Equal(0, ValueKilobytes(runner.Id));
    }

    [Fact]
    public void OtherThreadsStacks_AreNotCopied()
    {
        const string program = """
            var stacks = File.ReadLines("/proc/self/maps")
                .Where(line => line.Contains(" rw-p ") && !line.Contains('/') && !line.Contains('['))
                .Select(line => line.Split(' ')[0].Split('-').Select(address => Convert.ToInt64(address, 16)).ToArray())
                .Count(ends => ends[1] - ends[0] >= 4 << 20);
            Console.Write(stacks);
            """;
        using var runner = new RunnerProcess();
        Assert.All(runner.RunProgram(program, ["", ""]).Reports, report => Assert.Equal("0", report.Out()));
    }

    [Fact]
    public void WhatATestChanges_NoOtherTestSees()
    {
        const string program = """
            // The framework's own statics and the heap lie in memory that all tests are forked from.
            Console.Write(CultureInfo.CurrentCulture.Name + "|" + AppContext.GetData("mark") + "|" + string.IsInterned("fr" + 1));
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture;
            AppContext.SetData("mark", "seen");
            string.Intern("fr" + 1);
            var kept = new List<byte[]>();
            for (var i = 0; i < 400; i++) { kept.Add(new byte[20_000]); Array.Fill(kept[i], (byte)i); }
            GC.Collect();
            Console.Write("|" + kept.Sum(static piece => piece[7]));
            """;
        using var runner = new RunnerProcess();
        for (var submission = 0; submission < 3; submission++)
        {
            var answer = runner.RunProgram("using System.Globalization;\n" + program, Enumerable.Repeat("", 40));
            Assert.Equal(40, answer.Reports.Count);
            Assert.All(answer.Reports, static report => Assert.Equal("|||42936", report.Out()));
        }
    }

    [Fact]
    public void PeakMemory_IsWhatTheTestTook()
    {
        using var runner = new RunnerProcess();
        var small = runner.RunProgram("Console.Write(1);");
        var large = runner.RunProgram(
            "var bytes = new byte[60_000_000]; Array.Fill(bytes, (byte)1); Console.Write(bytes[59_999_999]);"
        );
        Assert.InRange(small.PeakBytes, 0, 8_000_000);
        Assert.InRange(large.PeakBytes, 55_000_000, 85_000_000);
    }

    private static long ValueKilobytes(int process) =>
        File.ReadLines($"/proc/{process}/smaps")
            .SkipWhile(line => !line.Contains("memfd:value", StringComparison.Ordinal))
            .Where(line => line.StartsWith("Rss:", StringComparison.Ordinal))
            .Select(line => long.Parse(line["Rss:".Length..^2], CultureInfo.InvariantCulture))
            .First();

    private static long Kilobytes(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/smaps_rollup")
            .First(l => l.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^2], CultureInfo.InvariantCulture);
    }
}
