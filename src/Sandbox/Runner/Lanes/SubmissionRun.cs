using System.Diagnostics;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Scratch;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// One submission, from its request to a clean box: jail it, run its tests one by one, report each, kill and wipe what
/// is left.
/// </summary>
internal sealed class SubmissionRun(Jailing jailing, Lane lane, ProcessWatch watch, ColdLane coldLane)
{
    private readonly RunOrder _order = jailing.Order;
    private readonly TestStreams _streams = jailing.Streams;
    private Template? _template;
    private bool _isBroken;
    private bool _isPrepared = true;
    private bool _isIdleBelieved;
    private bool _mayLearn = true;

    /// <summary>Runs it. Returns the work of a test in the process that was forked for that, null in the supervisor.</summary>
    public TestWork? Run(HostChannel host, bool mayServeMore)
    {
        Processors.Stay();
        for (var test = 0; test < _order.TestCount; test++)
        {
            var work = RunTest(test, out var facts);
            if (work is not null)
            {
                return work;
            }

            ReportWriter.Send(host, test, facts, _streams, _order.Limits.OutputKb * 1024);
            if (_isBroken || (_order.StopAtFirstAbnormalEnd && !facts.IsNormal))
            {
                break;
            }

            if (test < _order.TestCount - 1)
            {
                Learn(_order.TestCount - 1 - test);
                Wipe();
            }
        }

        Finish(host, mayServeMore);
        return null;
    }

    /// <summary>Runs the first test only and reports to nobody: a trial of the lane.</summary>
    public TestWork? Try(out TestFacts facts)
    {
        Processors.Stay();
        facts = new TestFacts { End = TestEnd.BoxFailure };
        var work = Lay(0) && lane == Lane.Fork ? RunForked(0, isLast: false, ref facts) : null;
        if (work is not null)
        {
            return work;
        }

        if (lane == Lane.Cold)
        {
            facts = RunCold(0);
        }

        StopTemplate();
        Leftovers.KillAll(jailing.User);
        Wipe();
        Processors.Roam();
        return null;
    }

    private TestWork? RunTest(int test, out TestFacts facts)
    {
        facts = new TestFacts { End = TestEnd.BoxFailure };
        if (!Lay(test))
        {
            return null;
        }

        if (lane == Lane.Cold)
        {
            facts = RunCold(test);
            return null;
        }

        var work = RunForked(test, test == _order.TestCount - 1, ref facts);
        if (work is not null || _isBroken || !SecondOpinion.IsWanted(facts, _streams))
        {
            return work;
        }

        // Sleeping for ever is an idle time-out as well. Once the cold lane has agreed it is not asked about idling again.
        if (_isIdleBelieved && facts.End is TestEnd.WallLimit or TestEnd.CpuLimit)
        {
            return null;
        }

        HostChannel.Log(
            $"test {test} goes to the cold lane: {facts.End}, signal {facts.Signal}, CPU {facts.CpuMicros / 1000} ms, {_streams.StartOfStderr()}"
        );
        Wipe();
        if (Lay(test))
        {
            var isIdle = facts.End is TestEnd.WallLimit or TestEnd.CpuLimit;
            facts = RunCold(test);
            _isIdleBelieved |= isIdle && facts.End is TestEnd.WallLimit or TestEnd.CpuLimit;
        }

        return null;
    }

    private TestWork? RunForked(int test, bool isLast, ref TestFacts facts)
    {
        var work = EnsureTemplate();
        if (work is not null || _template is null)
        {
            return work;
        }

        var before = isLast ? ProcessWatch.SpentBy(_template.Process) : default;
        var started = Stopwatch.GetTimestamp();
        var process = isLast ? _template.BecomeTest(_order.Row(test)) : _template.StartTest(_order.Row(test));
        if (process > 0)
        {
            _template = isLast ? null : _template;
            facts = Measured(process, started, before with { Bytes = Math.Max(before.Bytes, jailing.IdleBytes) });
        }
        else
        {
            StopTemplate();
        }

        return null;
    }

    // With one test to come, compiling for it would take as long as it saves.
    private void Learn(int testsToCome)
    {
        if (testsToCome < 2 || !_mayLearn || _template is null || _streams.JitLog is not { IsEmpty: false })
        {
            return;
        }

        _mayLearn = _template.Learn();
        if (!_mayLearn)
        {
            HostChannel.Log("the submission's process did not come back from learning what to compile");
            StopTemplate();
        }
    }

    private TestFacts RunCold(int test)
    {
        // A fresh runtime counts the processors it may use.
        Processors.Roam();
        var started = Stopwatch.GetTimestamp();
        var process = coldLane.Start(jailing, _order.Row(test));
        var facts =
            process > 0
                ? Measured(process, started, new Spending(ColdLane.BaselineBytes, 0))
                : new TestFacts { End = TestEnd.BoxFailure };
        Processors.Stay();
        return facts with { ColdLane = process > 0 };
    }

    private TestFacts Measured(int process, long started, Spending before)
    {
        var facts = watch.Watch(process, started, before, _order.Limits, _streams);
        var mayHaveValue = _order.Entry == EntryKind.CallTable && facts.End == TestEnd.Exited;
        return facts with { Value = mayHaveValue ? _streams.Value.State : ValueState.None };
    }

    private bool Lay(int test)
    {
        try
        {
            _streams.Reset(_order.Input(test));
            jailing.Scratch.Lay(_order, test);
            return true;
        }
        catch (Exception refused) when (refused is InvalidDataException or KernelException)
        {
            // A file's name or size that the box cannot take: the request's fault, not the box's.
            HostChannel.Log($"the files of a test could not be laid: {refused.Message}");
            return false;
        }
    }

    private void Wipe() => _isBroken |= !jailing.Scratch.Wipe(jailing.User);

    // A template that could not load the assembly is replaced once by one that leaves the loading to the tests: what is
    // wrong with the assembly then shows there, as the submission's own failure.
    private TestWork? EnsureTemplate()
    {
        while (_template is null && !_isBroken)
        {
            (_template, var work) = Template.Start(jailing, _isPrepared);
            if (work is not null)
            {
                return work;
            }

            if (_template!.Failure is null)
            {
                break;
            }

            _isBroken = !_template.IsJailed || !_isPrepared;
            HostChannel.Log($"{_template.Failure}: {_streams.StartOfStderr()}");
            _isPrepared = false;
            StopTemplate();
            _streams.Empty();
        }

        return null;
    }

    private void StopTemplate()
    {
        _template?.Stop();
        _template = null;
    }

    private void Finish(HostChannel host, bool mayServeMore)
    {
        StopTemplate();
        var leftovers = Leftovers.KillAll(jailing.User);
        var frame = host.Begin(FrameKind.Done);
        var reusable = frame.Length;
        frame.Append(1);
        ReportWriter.Int32(frame, leftovers);
        Fetcher.Fetch(_order.FetchFiles, jailing.Scratch.WorkFolder, jailing.User, frame);
        Wipe();
        _streams.Reset([]);
        Processors.Roam();
        frame.From(reusable)[0] = !_isBroken && mayServeMore ? (byte)1 : (byte)0;
        host.End();
    }
}

/// <summary>How tests are given their process.</summary>
internal enum Lane
{
    /// <summary>Forked from a warm runtime.</summary>
    Fork,

    /// <summary>A fresh runtime each.</summary>
    Cold,
}
