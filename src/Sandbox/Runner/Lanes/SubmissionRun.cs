using System.Diagnostics;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// One submission, from its request to a clean box: jail it, run its tests one by one, report each, kill and wipe what
/// is left.
/// </summary>
internal sealed class SubmissionRun(HostChannel host, RunOrder order, Jailing jailing, ProcessWatch watch)
{
    private Template? _template;
    private bool _isBroken;
    private bool _isPrepared = true;

    /// <summary>Runs it. Returns the work of a test in the process that was forked for that, null in the supervisor.</summary>
    public TestWork? Run()
    {
        for (var test = 0; test < order.TestCount; test++)
        {
            jailing.Scratch.Lay(order);
            jailing.Streams.Reset(order.Input(test));
            var work = RunOne(test, out var facts);
            if (work is not null)
            {
                return work;
            }

            ReportWriter.Send(host, test, facts, jailing.Streams, order.Limits.OutputKb * 1024);
            _isBroken |= !jailing.Scratch.Wipe(jailing.User);
            if (_isBroken || (order.StopAtFirstAbnormalEnd && !facts.IsNormal))
            {
                break;
            }
        }

        Finish();
        return null;
    }

    private TestWork? RunOne(int test, out TestFacts facts)
    {
        facts = new TestFacts { End = TestEnd.BoxFailure };
        var work = EnsureTemplate();
        if (work is not null || _template is null)
        {
            return work;
        }

        var started = Stopwatch.GetTimestamp();
        var process = _template.StartTest(order.Row(test));
        if (process > 0)
        {
            facts = watch.Watch(process, started, _template.BaselineBytes, order.Limits, jailing.Streams);
            facts = facts with { Value = facts.End == TestEnd.Exited ? jailing.Streams.Value.State : ValueState.None };
        }
        else
        {
            StopTemplate();
        }

        return null;
    }

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
            _isPrepared = false;
            StopTemplate();
        }

        return null;
    }

    private void StopTemplate()
    {
        _template?.Stop();
        _template = null;
    }

    private void Finish()
    {
        StopTemplate();
        var leftovers = Leftovers.KillAll(jailing.User);
        jailing.Streams.Reset([]);
        var frame = host.Begin(FrameKind.Done);
        frame.Append(1)[0] = _isBroken ? (byte)0 : (byte)1;
        ReportWriter.Int32(frame, leftovers);
        ReportWriter.Int32(frame, 0);
        host.End();
    }
}
