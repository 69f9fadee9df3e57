namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>
/// On which processors a process may run. What the supervisor and a template do for a submission is one step after another; kept on
/// one processor, a fork finds its pages in that processor's cache and nobody has to interrupt another processor for it.
/// A test is let go again: what it starts runs wherever there is room.
/// </summary>
internal static unsafe class Processors
{
    // The kernel refuses a mask that has no room for all processors it was built for: 8,192 at most.
    private const int MaskBytes = 1024;
    private const int BitsPerByte = 8;

    private static readonly byte* _allowed = (byte*)Sys.Map(MaskBytes, -1, shared: false);
    private static readonly byte* _here = (byte*)Sys.Map(MaskBytes, -1, shared: false);
    private static int _length;
    private static bool _stays;

    /// <summary>
    /// Keeps this process, and those it forks, on the processor on which it runs now. Where the kernel does not allow it, all stays as
    /// it is: that is slower, not wrong.
    /// </summary>
    public static void Stay()
    {
        if (_stays)
        {
            return;
        }

        uint processor;
        _length = (int)Sys.Do(Call.SchedGetaffinity, 0, MaskBytes, (nint)_allowed);
        if (_length <= 0 || Sys.Do(Call.Getcpu, (nint)(&processor)) < 0 || processor >= _length * BitsPerByte)
        {
            return;
        }

        new Span<byte>(_here, _length).Clear();
        _here[processor / BitsPerByte] = (byte)(1 << (int)(processor % BitsPerByte));
        _stays = Sys.Do(Call.SchedSetaffinity, 0, _length, (nint)_here) >= 0;
    }

    /// <summary>Lets this process run again where it might before <see cref="Stay"/>, in whichever process that was called.</summary>
    public static void Roam()
    {
        if (_stays)
        {
            Sys.Do(Call.SchedSetaffinity, 0, _length, (nint)_allowed);
            _stays = false;
        }
    }
}
