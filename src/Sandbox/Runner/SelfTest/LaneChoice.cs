using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Lanes;

namespace R1Code.Sandbox.Runner.SelfTest;

/// <summary>Decides which lane a box takes: the fork lane if its conditions hold here and a trial run shows that it works.</summary>
internal static class LaneChoice
{
    /// <summary>What stands against the fork lane before anything is tried; empty when nothing does.</summary>
    public static string UnmetConditions()
    {
        var unmet = new List<string>();
        foreach (var (name, value) in BoxEnvironment.RunnerVariables)
        {
            // A switch that the program's own configuration carries too may be missing; these cannot be set there.
            if (Environment.GetEnvironmentVariable(name) != value)
            {
                unmet.Add($"{name}={value} is not set");
            }
        }

        if (!Fork.FindThreadId())
        {
            unmet.Add("this kernel does not say where the main thread keeps its id, so that a fork cannot renew it");
        }

        unmet.AddRange(RuntimeEnd.Redirect().Select(static end => $"{end} cannot be redirected"));

        return string.Join("; ", unmet);
    }

    /// <summary>The request that <see cref="R1CodeCalls"/> answers: this program's own assembly.</summary>
    public static byte[] Trial() => Request(File.ReadAllBytes(typeof(LaneChoice).Assembly.Location));

    /// <summary>A request that takes nothing but what every test takes.</summary>
    public static byte[] IdleTrial() => Request(Rehearsal.ReadAssembly());

    private static byte[] Request(byte[] assembly) =>
        new RunRequest
        {
            Assembly = assembly,
            Entry = EntryKind.CallTable,
            Limits = new TestLimits { WallMs = 10_000, CpuMs = 10_000 },
            Tests = [new TestInput([], 0)],
        }.Encode();

    /// <summary>What a trial run says against a lane; empty when it worked.</summary>
    public static string Complaint(in TestFacts facts, TestStreams streams)
    {
        if (facts.Value == ValueState.Returned && streams.Value.StartsWith("\"ok\""u8))
        {
            return "";
        }

        // Text alone: the length before a value's bytes has NULs in it, at which whoever prints this would stop.
        var value = new PrivateMemory();
        if (facts.Value != ValueState.None)
        {
            streams.Value.CopyOut(value);
        }

        var said =
            streams.StartOfStderr()
            + System.Text.Encoding.UTF8.GetString(value.Written[Math.Min(4, (int)value.Length)..]);
        return $"trial run: {facts.End} {facts.ExitCode} {facts.Signal} {said}";
    }
}
