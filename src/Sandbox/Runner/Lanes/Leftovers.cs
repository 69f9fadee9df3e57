using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Kills whatever a submission left running and reaps it. The filters allow no second process, so there should be none;
/// this holds if a filter had a hole.
/// </summary>
internal static unsafe class Leftovers
{
    private const int NoHang = 1;
    private const int SetChildSubreaper = 36;

    /// <summary>Makes orphans below this process its own children, as they are for PID 1 anyway.</summary>
    public static void Adopt() => Sys.Prctl(SetChildSubreaper, 1);

    /// <summary>Kills and reaps; returns how many there were.</summary>
    public static int KillAll(int user)
    {
        if (Sys.Pid() == 1)
        {
            Sys.Do(Call.Kill, -1, Signal.Kill);
        }
        else if (user != 0)
        {
            KillAllOf(user);
        }

        var count = 0;
        while (Sys.Do(Call.Wait4, -1, 0, Sys.Pid() == 1 ? 0 : NoHang) > 0)
        {
            count++;
        }

        return count;
    }

    // Elsewhere than as PID 1, kill(-1) would reach the whole machine; a child of the submission's user reaches only that.
    private static void KillAllOf(int user)
    {
        var supervisor = Sys.Pid();
        var child = Fork.Child();
        if (child == 0)
        {
            try
            {
                Privileges.Drop(user, supervisor);
                Sys.Do(Call.Kill, -1, Signal.Kill);
            }
            finally
            {
                Sys.Exit(0);
            }
        }

        if (child > 0)
        {
            Sys.Do(Call.Wait4, child);
        }
    }
}
