using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Observation;

/// <summary>
/// The latest submissions of this process and what it did lately, for the web page. A bounded ring in memory: no
/// history, nothing on disk.
/// </summary>
internal sealed class SubmissionLog(TimeProvider time)
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 500;

    /// <summary>Seconds over which throughput is counted.</summary>
    public const int Window = 60;

    private readonly Lock _gate = new();
    private readonly Queue<SubmissionRecord> _latest = new();
    private readonly Dictionary<VerdictStatus, long> _verdicts = [];
    private readonly long[] _perSecond = new long[Window];
    private readonly long _start = time.GetTimestamp();
    private long _second;
    private long _number;

    public void Add(SubmissionRecord record)
    {
        lock (_gate)
        {
            Advance();
            _perSecond[_second % Window]++;
            if (record.Status is { } status)
            {
                _verdicts[status] = _verdicts.GetValueOrDefault(status) + 1;
            }

            _latest.Enqueue(record with { Number = ++_number, Text = SubmissionRecord.Cut(record.Text) });
            if (_latest.Count > Kept)
            {
                _latest.Dequeue();
            }
        }
    }

    public SubmissionRecord? Find(long number)
    {
        lock (_gate)
        {
            return _latest.FirstOrDefault(r => r.Number == number);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SubmissionRecord> Search(SubmissionSearch search)
    {
        lock (_gate)
        {
            return [.. _latest.Reverse().Where(search.Finds).Take(search.Most)];
        }
    }

    /// <summary>Those after a number, oldest first.</summary>
    public IReadOnlyList<SubmissionRecord> After(long number)
    {
        lock (_gate)
        {
            return [.. _latest.SkipWhile(r => r.Number <= number)];
        }
    }

    /// <summary>Submissions in each of the last <see cref="Window"/> seconds, oldest first, and all verdicts so far.</summary>
    public (long[] PerSecond, IReadOnlyDictionary<VerdictStatus, long> Verdicts) Totals()
    {
        lock (_gate)
        {
            Advance();
            var series = new long[Window];
            for (var i = 0; i < Window; i++)
            {
                series[i] = _perSecond[(_second + 1 + i) % Window];
            }

            return (series, new SortedDictionary<VerdictStatus, long>(_verdicts));
        }
    }

    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (var i = Math.Min(now - _second, Window); i > 0; i--)
        {
            _perSecond[(now - i + 1) % Window] = 0;
        }

        _second = now;
    }
}
